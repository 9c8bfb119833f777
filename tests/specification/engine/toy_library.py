"""An imaginary library, as rows: everything that rows can express, for cases that test the engine.

It is about paints and boxes.
"""

from flake8_graph_me.terms.results import (
    ArgumentView,
    Either,
    Handed,
    Labelled,
    Made,
    Never,
    Nothing,
    Operation,
    Passed,
    Result,
    UnknownResult,
)
from flake8_graph_me.terms.rows import Call, Decorator, Keeps, RecordMaker, Row, Sink, Type

RED, BLUE = Labelled("red"), Labelled("blue")


def _tinted(given: ArgumentView) -> Result:
    shades: dict[str | None, Result] = {"warm": RED, "cold": BLUE}
    return shades.get(given.text("shade"), Either((RED, BLUE)))


def _thinned(given: ArgumentView) -> Result:
    outcomes: dict[bool | None, Result] = {True: BLUE, False: RED}
    return outcomes.get(given.given("water"), Either((BLUE, RED)))


OWN_NAMES: tuple[tuple[str, Call], ...] = (
    ("named_red", Call("named_red", returns=RED)),
    ("Painter.named_blue", Call("Painter.named_blue", returns=BLUE)),
    ("RedBrush", Call("RedBrush", returns=RED)),
    ("*.any_red", Call("*.any_red", returns=RED)),
    (
        "named_mix",
        Call(
            "named_mix",
            ("first", "second"),
            sink=Sink((("text", ("second",)), ("paint", ("tin",)))),
        ),
    ),
)
"""What a user might say of names in a program: each name or glob with its row."""

TOY_ROWS: tuple[Row, ...] = (
    Call("toy.red", returns=RED),
    Call("toy.blue", returns=BLUE),
    Call("toy.maybe_red", returns=Either((RED, Nothing()))),
    Call("toy.any_paint", returns=Either((RED, BLUE))),
    Call("toy.tint", ("shade",), decide=_tinted),
    Call("toy.thin", ("paint", "water"), decide=_thinned),
    Call("toy.ask", returns=Operation("injected")),
    Call("toy.knob", returns=Operation("option")),
    Call("toy.gift", returns=Handed("gift", RED)),
    Call("toy.hide", ("function",), UnknownResult()),
    Call("toy.stop", ("reason",), Never()),
    Call("toy.same", ("value",), Passed("value")),
    Call("toy.setting", ("name",), UnknownResult(stable=True)),
    Call("toy.note", ("text",), harmless=True),
    Call("toy.mix", ("text",), sink=Sink((("text", ("text",)), ("paint", ("paint",))))),
    Call(
        "toy.brush",
        ("text",),
        sink=Sink(
            (("text", ("text",)), ("stain", ("stain",))),
            (("tool", "brush"),),
            applied=("stain",),
            applied_to="toy.Parcel",
        ),
    ),
    Decorator("toy.decorator"),
    Decorator("toy.keeping", keeps=Keeps.A_WHILE),
    Decorator("toy.on", registers=True),
    Decorator("*.listens", registers=True),
    RecordMaker("toy.record"),
    RecordMaker("toy.Surroundings", environment=True),
    Type("toy.Parcel", mappings=("headers",)),
    Type(
        "toy.Box",
        ("lid", "notes"),
        (("lid", "lid"), ("notes", "notes")),
        mappings=("notes",),
        also=("toy.boxes.Box",),
    ),
    Type("toy.Crate", supertypes=("toy.Box",)),
    Call("toy.Box.open", returns=RED),
    Call("toy.Box.find", ("key",), Either((BLUE, Nothing()))),
    Call("toy.Box.peek", returns=Passed("self.lid")),
    Call("toy.Box.itself", returns=Passed("self")),
    Call("toy.Box.twin", returns=Made("toy.Box", (("lid", "self.lid"),))),
    Call(
        "toy.Box.pour",
        ("text",),
        sink=Sink((("text", ("text",)), ("paint", ("paint", "self.notes.paint")))),
    ),
)
