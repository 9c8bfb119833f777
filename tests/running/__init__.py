"""How the tests run: spread over the processors, and limited by what a process does."""
