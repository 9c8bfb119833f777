"""The abstract domain: values, the conditions under which they hold, and their state."""
