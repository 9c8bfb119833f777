"""Classes of the standard library that hold a list or a dictionary, made to be derived from.

Source: the Python documentation of collections, and ``collections/__init__.py`` of Python 3.11.
"""

from flake8_graph_me.terms.results import Operation
from flake8_graph_me.terms.rows import Call, Type

DICTIONARY, LIST = "collections.UserDict", "collections.UserList"
OF_DICTIONARIES = (
    *("clear", "get", "items", "keys", "pop", "popitem", "setdefault", "update", "values"),
    *("__delitem__", "__ior__", "__setitem__"),
)
OF_LISTS = (
    *("append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort"),
    *("__delitem__", "__iadd__", "__setitem__"),
)

HOLDER_ROWS: tuple[Call | Type, ...] = (
    Type(DICTIONARY, ("dict",), results=(("data", Operation("held-dictionary")),), holds="data"),
    Type(LIST, ("initlist",), results=(("data", Operation("held-list")),), holds="data"),
    *(
        Call(f"{DICTIONARY}.{name}", returns=Operation(f"held-dictionary.{name}"))
        for name in OF_DICTIONARIES
    ),
    *(Call(f"{LIST}.{name}", returns=Operation(f"held-list.{name}")) for name in OF_LISTS),
    *(Call(f"{kind}.__getitem__", returns=Operation("held-item")) for kind in (DICTIONARY, LIST)),
    *(Call(f"{kind}.copy", returns=Operation("copy-of-holder")) for kind in (DICTIONARY, LIST)),
    Call(f"{LIST}.__add__", returns=Operation("holder-with-more")),
)
