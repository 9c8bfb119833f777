"""The tests, their specification, and the stand-in cloud that they run programs against."""
