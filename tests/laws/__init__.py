"""Laws over every case, over the rows, over the code and over the README."""
