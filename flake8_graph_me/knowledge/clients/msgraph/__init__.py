"""The msgraph SDK: its classes, and the URLs that its request builders stand for."""
