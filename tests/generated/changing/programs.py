"""Whole programs of a few sites, with their inputs, the libraries that they use and who calls them.

``programs`` is the strategy. Must not know what is found in a program.
"""

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

from tests.generated.changing.every_way import WAYS
from tests.generated.changing.library import ACTS, library
from tests.generated.changing.sites import Choice, Input, Site, chosen, placed, uses_the_library
from tests.generated.changing.templates import Kind, Way, words
from tests.generated.layouts import FLAT, files_of, source_of
from tests.generated.pieces import Maker, Piece, Simplest, joined

DRIVE = "drive.py"
WORDS = frozenset(word.lower() for way in WAYS for text in way.texts for word in words(text))
"""What the texts call by a name that nothing else may have."""
MOST_RUNS = 8
"""No program is run with more combinations of its inputs."""


@dataclass(frozen=True)
class Changing:
    """A program.

    ``files`` is what the linter is given; ``unseen`` are files that are there when it runs, and
    ``libraries`` lie elsewhere on its import path. ``sites`` are the ways by the identifier in the
    paths of their requests, with what text of the way it is.
    """

    files: Mapping[str, str]
    main: str
    sites: Mapping[str, tuple[str, Kind]]
    unseen: Mapping[str, str] = field(default_factory=dict)
    libraries: Mapping[str, str] = field(default_factory=dict)
    inputs: tuple[Input, ...] = ()
    by_expression: bool = False

    def runs(self) -> list[tuple[Mapping[str, str], tuple[str, ...]]]:
        """The environment and the arguments of each run."""
        every = itertools.product((False, True), repeat=len(self.inputs))
        return [self._given(answers) for answers in itertools.islice(every, MOST_RUNS)]

    def _given(self, answers: tuple[bool, ...]) -> tuple[Mapping[str, str], tuple[str, ...]]:
        said = dict(zip(self.inputs, answers, strict=True))
        variables = {
            each.name: "yes" if yes else "" for each, yes in said.items() if each.is_variable
        }
        arguments = [f"--{each.name}" for each, yes in said.items() if yes and not each.is_variable]
        return variables, tuple(arguments)

    def __repr__(self) -> str:
        texts = {**self.files, **self.unseen}
        parts = [f"--- {name}\n{text}" for name, text in texts.items() if text]
        head = f"sites {dict(self.sites)}, inputs {[each.name for each in self.inputs]}"
        says = [
            f"{name} acts if {text.partition(ACTS)[2].partition(chr(10))[0]}"
            for name, text in self.libraries.items()
        ]
        return "\n".join((head, *says, *parts))


@st.composite
def programs(
    draw: Callable[[st.SearchStrategy[object]], object], ways: Sequence[Way] = WAYS
) -> Changing:
    """Programs of one to three sites, in most of which every change counts: there are as many whose
    requests are answered in each run as there are with one that is refused in each.
    """
    m = Maker(draw, set(WORDS))
    is_right = m.number(0, 4) > 1
    inputs: list[Input] = []
    sites: list[Site] = []
    named: dict[str, tuple[str, Kind]] = {}
    for place in range(m.pick((1, 1, 1, 1, 2, 2, 3))):
        counts = is_right or (place > 0 and m.chance(2))
        way = m.pick(ways)
        number = f"AAMkAD{place + 1}"
        kind, choice = _choice(m, way, inputs, counts=counts)
        sites.append(placed(m, choice, number))
        named[number] = way.name, kind
    return assembled(m, sites, named, tuple(inputs))


def of_texts(way: Way, texts: Sequence[str], *, user_by_library: bool = True) -> Changing:
    """A program of texts of a way, each in its simplest form, and without inputs."""
    m = Simplest(lambda _: None, set(WORDS))
    numbered = {f"AAMkAD{number}": text for number, text in enumerate(texts, 1)}
    sites = [
        placed(m, Choice(text, user_by_library=user_by_library and "$USER" in text), number)
        for number, text in numbered.items()
    ]
    named = {number: (way.name, way.kind_of(text)) for number, text in numbered.items()}
    return assembled(m, sites, named, ())


def _choice(m: Maker, way: Way, inputs: list[Input], *, counts: bool) -> tuple[Kind, Choice]:
    if counts:
        text = m.pick((*way.changed, *way.shared))
        return way.kind_of(text), chosen(m, text, _input(m, inputs) if m.number(0, 4) > 2 else None)
    idle = [text for text in way.changed if uses_the_library(text) and "$USER" not in text]
    if idle and m.chance(4):
        # The linter cannot know that this library does nothing.
        return "twin", Choice(m.pick(idle), library="False")
    return "twin", chosen(m, m.pick(way.twins), _input(m, inputs) if m.chance(3) else None)


def _input(m: Maker, inputs: list[Input]) -> Input:
    """An input that the program has already, or another."""
    if not inputs or m.chance(2):
        is_variable = m.chance(2)
        inputs.append(Input(m.name("SIGNED_IN" if is_variable else "user"), is_variable))
    return inputs[-1]


def assembled(
    m: Maker, sites: list[Site], named: Mapping[str, tuple[str, Kind]], inputs: tuple[Input, ...]
) -> Changing:
    """The files of a program of these sites."""
    whole = joined("", *(site.code for site in sites))
    path, files = files_of(m, whole, flat=_has_a_star(whole))
    drive = joined("", *(site.drive for site in sites))
    unseen = {DRIVE: _drive(drive, path)} if drive.body else {}
    libraries = {
        f"{name}.py": library(condition)
        for site in sites
        for name, condition in site.libraries.items()
    }
    main = DRIVE if unseen else path
    return Changing(files, main, named, unseen, libraries, inputs, m.chance(2))


def _has_a_star(piece: Piece) -> bool:
    return any("import *" in code for code in (*piece.setup, *piece.body))


def _drive(piece: Piece, main: str) -> str:
    name = main.removesuffix(".py").replace("/", ".")
    load = f'module = importlib.import_module("{name}")'
    drive = Piece("", ("import importlib", *piece.imports), (load,), piece.body)
    return source_of(drive, FLAT)
