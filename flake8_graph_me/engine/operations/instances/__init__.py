"""What happens to objects and classes of the analysed code."""
