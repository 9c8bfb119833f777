"""The heap: attributes, containers, classes, modules, and what unknown code may have changed."""
