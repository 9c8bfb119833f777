"""What is known of clients that send what they are given, a file for each package."""
