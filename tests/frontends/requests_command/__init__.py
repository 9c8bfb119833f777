"""Tests of the command ``requests``: what it lists, and how."""
