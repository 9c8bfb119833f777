"""The heap: attributes, containers, classes, modules, and what unseen code may have changed."""
