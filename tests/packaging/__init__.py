"""What users and packagers get, and what the project's host is told to do."""
