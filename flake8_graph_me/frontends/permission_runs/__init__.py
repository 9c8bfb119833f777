"""What the permissions that a program needs are shown as, and read back from."""
