"""The names of what changes something, judged by syntax alone."""

CHANGING_METHODS = frozenset(
    {
        "add",
        "add_header",
        "append",
        "appendleft",
        "clear",
        "difference_update",
        "discard",
        "extend",
        "extendleft",
        "from_mapping",
        "insert",
        "intersection_update",
        "pop",
        "popitem",
        "put",
        "put_nowait",
        "remove",
        "reverse",
        "rotate",
        "set",
        "setdefault",
        "sort",
        "symmetric_difference_update",
        "update",
        "__anext__",
        "__delitem__",
        "__iadd__",
        "__ior__",
        "__next__",
        "__setattr__",
        "__setitem__",
    }
)
CHANGING_FUNCTIONS = frozenset({"setattr", "delattr", "exec", "eval"})
CHANGING_THEIR_FIRST = frozenset(
    {
        "anext",
        "delitem",
        "heapify",
        "heappop",
        "heappush",
        "heappushpop",
        "heapreplace",
        "iadd",
        "insort",
        "insort_left",
        "insort_right",
        "ior",
        "next",
        "setitem",
        "shuffle",
    }
)
"""Functions that change their first argument."""
GIVING_AN_ITEM = frozenset({"get", "items", "setdefault", "values"})
"""Methods that give what their receiver contains."""
NAMESPACES = frozenset({"globals", "locals", "vars", "__dict__"})
"""What gives all variables or attributes at once."""
