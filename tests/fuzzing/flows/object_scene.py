"""Classes and functions that are called in any order, with each other's objects."""

from tests.fuzzing.flows.value_scene import OPERATIONS
from tests.fuzzing.texts.slots import lines

READ = (
    *("self.x", "self.y", "self.n", "self.items", "self.table", "self.text", "self.other"),
    *("last", "count", "seen", "table", "p", "q"),
)
VALUES = (
    *OPERATIONS,
    *lines(
        """
    <read>
    <read>
    <name>
    <literal>
    strange.value()
    """
    ),
)
TESTS = lines(
    """
    <read>
    not <read>
    <read> is None
    <read> is not None
    <read> == <literal>
    count > <digit>
    count == <digit>
    len(seen) > <digit>
    "a" in table
    table.get("b")
    seen and seen[-1] == 1
    isinstance(p, Thing)
    p is q
    p == q
    strange.value()
    any(seen)
    self.n > <digit>
    self.n == <digit>
    len(self.items) == <digit>
    self.table.get("a")
    "b" in self.table
    self.text == "a"
    self.text == "aa"
    self.text == ""
    self.other is self
    self.flag
    self.kind == Kind.A
    self.kind is Kind.B
    self.x is self.y
    p is self
    self.made > 2
    self in seen
    len(self) > 1
    bool(self)
    isinstance(self, Heir)
    self.shown
    self.busy
    self.pair[0]
    self.hook
    callable(self.hook)
    self.record.a
    self.record.b == "z"
    [each for each in self.items if each]
    """
)
CALLS = lines(
    """
    first(strange.value())
    second(self, strange.value(), strange.value())
    strange.call(first)
    present(seen)
    self.one(strange.value(), None)
    self.two(strange.value(), self)
    self.checked(strange.value())
    self.noted(strange.value())
    strange.call(self.one)
    self.__class__()
    Heir()
    Thing()
    type(self)()
    self.fresh()
    copy.copy(self)
    strange.call(self.checked)
    strange.call(self.put)
    list(self)
    """
)
SIMPLE = (
    *lines(
        """
    <store> = <value>
    <store> = strange.value()
    <name> = <call>
    <name> = <call>
    <request>
    <request>
    <request>
    seen.append(<read>)
    seen.clear()
    table["<letter>"] = <value>
    table.pop("a", None)
    table.clear()
    count += 1
    count += 1
    count = 0
    last = None
    count -= 1
    del seen[:1]
    seen.extend(strange.one_of([1], []))
    self.n += 1
    self.n = 0
    self.items.append(strange.value())
    self.items = []
    self.items and self.items.pop()
    self.table["<letter>"] = strange.value()
    self.table = {}
    self.text += "a"
    self.text = ""
    self.other = p
    self.other = self
    self.other = Thing()
    self.flag = not self.flag
    self.flag = True
    self.kind = Kind.B
    self.kind = strange.one_of(Kind.A, Kind.B)
    type(self).made += 1
    Thing.made = 0
    self.pair = (strange.value(), self.pair[0])
    self.hook = strange.one_of(None, first)
    self.hook = lambda value: self.put(value)
    self.record = Record()
    self.record = Record(strange.value(), b=strange.one_of("z", "y"))
    self.record.a = strange.value()
    setattr(self, strange.one_of("x", "y"), strange.value())
    self.__dict__.update(x=strange.value())
    self.table.pop("a", 0)
    del self.table["a"]
    """
    ),
    "if <test>:\n    return <value>",
    "self.busy = True\nstrange.act()\nself.busy = False",
    "if isinstance(p, Thing):\n    p.<attribute> = strange.value()",
    "if isinstance(q, Thing):\n    q.<attribute> = strange.value()",
    "if isinstance(self.other, Thing):\n    self.other.x = strange.value()",
)
COMPOUND = (
    "if <test>:\n    <block>",
    "if <test>:\n    <block>",
    "if <test>:\n    <block>\nelse:\n    <block>",
    "for w in <iterable>:\n    <block>\n    if <test>:\n        break",
    "for w in <iterable>:\n    <block>\n    if <test>:\n        break\nelse:\n    <block>",
    "<own> = 0\nwhile <test> and <own> < 3:\n    <own> += 1\n    <block>",
    "try:\n    <block>\n    <risk>\nexcept <error> as error:\n    <block>",
    "try:\n    <block>\n    <risk>\nexcept <error> as error:\n    <block>\nfinally:\n    <block>",
    "with <manager> as w:\n    <block>",
    "def <own>(given=None):\n    <scope>\n    <effect>\n    return given\n<use>",
)
SLOTS = {
    "body": ("global last, count\nv = w = None\n<block>\n<request>\nreturn v",),
    "parameters": lines(
        """
        p, q
        p, q=None
        p: "Thing", q: "Thing"
        p: "Thing | None", q=None
        p: "Optional[Thing]", q: "Heir | Thing"
        p=None, q: "int | Thing" = 0
        p: int, q: str = ""
        """
    ),
    "read": READ,
    "name": ("v", "w"),
    "store": ("self.x", "self.y", "self.k", "last", "v", "w"),
    "literal": lines(
        """
        0
        1
        2
        None
        True
        ""
        "a"
        []
        [1]
        {"a": 1}
        (1, 2)
        """
    ),
    "value": VALUES,
    "test": TESTS,
    "call": CALLS,
    "simple": SIMPLE,
    "digit": ("0", "1", "2", "3"),
    "letter": ("a", "b"),
    "attribute": ("x", "y", "n"),
    "iterable": lines(
        """
        list(seen)
        strange.one_of([1], [])
        present(seen)
        list(table)
        list(self.items)
        self
        list(self.table.items())
        self.each()
        (self.other, self)
        """
    ),
    "risk": lines(
        """
        strange.may_raise()
        table[strange.value()]
        raise OwnError(strange.value())
        v = <call>
        p.x
        seen[3]
        """
    ),
    "error": lines(
        """
        OwnError
        Exception
        (KeyError, OwnError)
        LookupError
        AttributeError
        """
    ),
    "manager": ("strange.manager()", "managed()", "Manager()"),
    "scope": ("nonlocal v", "global last", "nonlocal w"),
    "effect": ("self.x = given", "seen.append(given)", "table[str(given)] = 1"),
    "use": ("strange.call(<own>)", "<own>(strange.value())", "table[strange.value()] = <own>"),
}
SMALL = {"value": ("<read>", "<name>", "<literal>", "strange.value()")}
