"""The names of descriptions.

They stand in the place of a value and say what is to be there. Each is a partial call of one of
these names, kept until an instance is made, a function entered or a method read.
"""

from flake8_graph_me.engine.domain.values import External

FIELD = External("dataclasses.field")
ANNOTATED = External("typing.Annotated")
METHOD_PARTIAL = External("functools.partialmethod")
INJECTED = External("injected")
"""What a callable gives is handed in by a framework."""
GIVEN = External("given")
"""This value is handed in by a framework."""
HANDS_IN = External("hands in")
"""A decorator that hands in parameters by their names."""
CURRIED = External("curried")
"""A partial call of it stands for a function that is called once it has all that it needs."""
FILLING = External("dataclasses.__init__")
"""The ``__init__`` that a class decorator writes, which gets the class before the object."""
