"""One function over values of all kinds: numbers, texts, lists, dictionaries and an object."""

from tests.fuzzing.texts.slots import lines

FRAME = """\
class Box:
    kind = 0
    def __init__(self):
        self.held = None
        self.count = 0
    def put(self, value):
        self.held = value
        return self.count
    def step(self, value):
        self.count = self.count + 1 if isinstance(self.count, int) else 0
        if self.count > 2:
            self.kind = value
        return self.held
def kept(value):
    if not value:
        return None
    return value
def measured(value):
    try:
        return len(value)
    except TypeError:
        return strange.one_of(0, 1)
def present(values):
    for value in list(values):
        if value:
            yield value
def entry(a, b):
    x = y = None
    items = []
    table = {}
    n = m = 0
    text = ""
    box = Box()
    <block>
    <request>
"""
NAMES = ("a", "b", "x", "y")
LITERALS = (
    *("0", "1", "2", "None", "True", "False", '""', '"a"', '"b"', "[]", "[1]", "[1, 2]"),
    *("{}", '{"a": 1}', "()", "(1, 2)", "set()", "{1}"),
)
OPERATIONS = lines(
    """
    (<value> if <value> else <value>)
    (<value> or <value>)
    (<value> and <value>)
    (<value> == <value>)
    (<value> is <value>)
    [<value>, <value>]
    {"a": <value>, "b": <value>}
    str(<value>)
    (<value>, <value>)
    len([<value> for each in [<value>]])
    """
)
"""What is made of values, whatever they are."""
VALUES = (
    *OPERATIONS,
    *lines(
        """
    <name>
    <literal>
    strange.value()
    (not <value>)
    (<value> in [<value>, <value>])
    list(strange.one_of([1, 2], []))
    [each for each in strange.one_of([1, 2], [3], [])]
    dict(a=<value>)
    strange.one_of([1, 2], []).copy()
    next(iter(strange.one_of([1], [2, 3])), None)
    max(strange.one_of([1], [2, 3]))
    sorted(strange.one_of([1], [2, 3]))
    {1, strange.value()}
    box.<attribute>
    box.put(<value>)
    box.step(<value>)
    """
    ),
)
TESTS = lines(
    """
    <name>
    not <name>
    <name> is None
    <name> is not None
    <name> == <literal>
    <name> != <name>
    <name> == <name>
    isinstance(<name>, int)
    isinstance(<name>, (str, list))
    <name> in (0, 1, None)
    <value>
    strange.value()
    len(items) > <digit>
    "<letter>" in table
    table.get("<letter>")
    items and items[0] == <literal>
    box.<attribute>
    box.<attribute> == <literal>
    <number> > <digit>
    <number> == <digit>
    text == "a"
    text == ""
    text == "ab"
    set(items) == {1}
    callable(<name>)
    <name> not in items
    """
)
SIMPLE = (
    *lines(
        """
    <name> = <value>
    <name> = strange.value()
    <name>, <name> = <value>, <value>
    <name> = kept(<value>)
    <name> = measured(<value>)
    <name> = (lambda value=strange.value(): value)()
    <name> = [each for each in strange.one_of([1], [], [0, 2]) if each]
    assert <test>
    <request>
    <request>
    items.append(<value>)
    items = [<value>]
    items.extend(strange.one_of([1], [], [2, 1]))
    items += strange.one_of([1], [])
    items.insert(0, strange.value())
    items.clear()
    items.reverse()
    items[:] = strange.one_of([1], [], [2])
    items = items[1:]
    items = list(set(map(str, items)))
    items = list(filter(None, items))
    table["<letter>"] = <value>
    table.update(strange.one_of({"a": 1}, {}))
    table.pop("<letter>", None)
    table.setdefault("<letter>", strange.value())
    table = {**table, "a": strange.value()}
    table[strange.one_of("a", "b")] = strange.value()
    table.pop(strange.one_of("a", "b"), None)
    table = {key: value for key, value in table.items() if strange.value()}
    table |= strange.one_of({"b": 0}, {})
    n += 1
    m += strange.one_of(0, 1, 2)
    n = m
    m -= 1
    n = len(items)
    n = strange.one_of(0, 1, 2, 3)
    text += "a"
    text = strange.one_of("", "a", "b")
    text = text + strange.one_of("", "b")
    text = text.strip("a")
    text = text.upper().lower()
    text = text[:1]
    text = "".join(strange.one_of(["a"], [], ["b"]))
    text = f"{text}"
    box.<attribute> = <value>
    box = Box()
    box.put(strange.value())
    box.step(strange.value())
    box.held, <name> = <name>, box.held
    setattr(box, strange.one_of("held", "count"), strange.value())
    """
    ),
    "if <test>:\n    <leave>",
    "other = box\nother.count = strange.value()",
)
COMPOUND = (
    "if <test>:\n    <block>",
    "if <test>:\n    <block>\nelse:\n    <block>",
    "if <test>:\n    <block>\nelif <test>:\n    <block>\nelse:\n    <block>",
    "for <name> in <iterable>:\n    <block>",
    "for <name> in <iterable>:\n    if <test>:\n        <jump>\n    <block>",
    "for <name> in <iterable>:\n    <block>\n    if <test>:\n        break\nelse:\n    <block>",
    "<own> = 0\nwhile <test> and <own> < 4:\n    <own> += 1\n    <block>",
    (
        "<own> = 0\nwhile True:\n    <own> += 1\n    <block>\n"
        "    if <test> or <own> > 3:\n        break"
    ),
    "try:\n    <block>\n    <risk>\n    <request>\nexcept <error>:\n    <block>",
    "try:\n    <risk>\nexcept <error>:\n    <block>\nelse:\n    <block>",
    "try:\n    <block>\n    <risk>\nexcept <error>:\n    <block>\nfinally:\n    <block>",
    "with strange.manager() as <name>:\n    <block>",
    (
        "def <own>(value=None):\n    nonlocal <name>, n\n    <name> = value\n    n += 1\n"
        "    return strange.one_of(value, 1)\n<use>"
    ),
)
SLOTS = {
    "name": NAMES,
    "literal": LITERALS,
    "value": VALUES,
    "test": TESTS,
    "simple": SIMPLE,
    "digit": ("0", "1", "2", "3"),
    "letter": ("a", "b"),
    "number": ("n", "m"),
    "attribute": ("held", "count", "kind"),
    "leave": ("return", "raise ValueError"),
    "jump": ("break", "continue"),
    "use": ("<own>(strange.value())", "strange.call(<own>)", "<name> = <own>()"),
    "iterable": lines(
        """
        strange.one_of([1], [], [0, 2])
        list(items)
        list(table)
        list(table.items())
        range(strange.one_of(0, 1, 2))
        (1, 2)
        enumerate(strange.one_of([1], [], [0, 2]))
        zip(items, strange.one_of([1], [], [0, 2]))
        reversed(list(items))
        (each for each in list(items))
        present(items)
        map(str, list(items))
        sorted(strange.one_of([1], [], [0, 2]))
        set(map(str, items))
        """
    ),
    "error": lines(
        """
        ValueError
        KeyError
        Exception
        (TypeError, ValueError)
        AssertionError
        LookupError
        """
    ),
    "risk": lines(
        """
        strange.may_raise()
        strange.may_raise()
        items[5]
        table["none"]
        strange.value().name
        int(strange.one_of("1", "x"))
        pass
        """
    ),
}
SMALL = {"value": ("<name>", "<name>", "<literal>", "strange.value()")}
