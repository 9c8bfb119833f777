"""The tests, the specification they read, and the stand-in cloud they run programs against."""
