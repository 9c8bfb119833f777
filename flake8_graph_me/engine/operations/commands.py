"""Commands that a program runs: their arguments, in a sequence or in a line for a shell, as a call
of the row for the command.

Of a command that is not known in each of its options nothing is known. Must not know any command
but by its row: ``command.NAME``, whose parameters are ``url`` and what an option stands for.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from flake8_graph_me.engine.domain.alternatives import constant, just, mapped
from flake8_graph_me.engine.domain.text_slices import stripped
from flake8_graph_me.engine.domain.texts import cut, flat
from flake8_graph_me.engine.domain.values import Atom, External, Text, Value
from flake8_graph_me.engine.machine.events import LeftOut
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.models.unknown_calls import call_unknown
from flake8_graph_me.engine.objects.containers import elements, new_dict, set_item
from flake8_graph_me.engine.operations.text.strings import constant_text
from flake8_graph_me.terms import rows
from flake8_graph_me.terms.text import HOLE_MARK

WORD = re.compile(
    r"""'(?P<single>[^']*)'|"(?P<double>[^"$`\\]*)"|(?P<bare>[^\s'"$`\\|&;<>()*?#~]+)"""
)
"""A word of a shell's line in which the shell changes nothing."""
HEADERS, URL = "headers", "url"
"""The parameter of the options that are headers, and that of what is no option."""


def _in_sequence(call: Invocation) -> Value:
    """Run a sequence of arguments, or, with ``shell``, a line."""
    given, keywords = call.argument(0, "args"), call.arguments.keywords
    shell = keywords.get("shell", just(constant(False)))
    others = len(call.arguments.positional) > 1 or call.arguments.more_keywords is not None
    if given is None or len(given) != 1 or others or "executable" in keywords:
        return _not_known(call)
    atom = given[0][1]
    if isinstance(atom, Text):
        in_shell = shell == just(constant(True))
        return _run_line(call, atom) if in_shell else _not_known(call)
    plain = shell == just(constant(False))
    return _run(call, elements(call.state, atom) if plain else None)


def _one_by_one(call: Invocation) -> Value:
    """Run arguments that are those of the call."""
    more = call.arguments.more_positional
    return _run(call, None if more is not None else call.arguments.positional)


def _in_line(call: Invocation) -> Value:
    """Run a line for a shell."""
    given = call.argument(0, "cmd") or ()
    atom = given[0][1] if len(given) == 1 else None
    return _run_line(call, atom) if isinstance(atom, Text) else _not_known(call)


def _words(line: Text) -> list[Value] | None:
    """The words of a line; None if a shell would do more than to divide it."""
    marks = flat(line)
    found: list[Value] = []
    end = 0
    for match in WORD.finditer(marks):
        between = marks[end : match.start()]
        if between.strip() or (found and not between):
            return None
        name = next(name for name, said in match.groupdict().items() if said is not None)
        found.append(just(cut(line, *match.span(name))))
        end = match.end()
    return None if marks[end:].strip() else found


def _not_known(call: Invocation) -> Value:
    return call_unknown(
        call.run, call.receiver, call.arguments, call.node, call.frame, call.state, "subprocess"
    )


def _run(call: Invocation, words: Sequence[Value] | None) -> Value:
    """Call the row of a command with what its options say."""
    name = constant_text(words[0]) if words else None
    row = _row_of(call, name)
    if row is None or words is None:
        return _not_known(call)
    read = _read(row.parameters, words[1:])
    if read is None:
        _leave_out(call, f"an option of {name} that is not known", words)
        return _not_known(call)
    urls, options = read
    headers = [value for parameter, value in options if parameter == HEADERS]
    keywords = {parameter: value for parameter, value in options if parameter}
    keywords[HEADERS] = named_lines(call, headers)
    for url in urls:
        arguments = Arguments([], {URL: url, **keywords})
        call.run.call(External(row.name), arguments, call.node, call.frame, call.state)
    return call.unknown()


def _row_of(call: Invocation, name: str | None) -> rows.Call | None:
    return call.run.rows.call(f"command.{name.rpartition('/')[2]}") if name else None


def _run_line(call: Invocation, line: Text) -> Value:
    """Run a line for a shell."""
    words = _words(line)
    name, _, _ = flat(line).strip().partition(" ")
    if words is None and _row_of(call, name) is not None:
        _leave_out(call, f"a line for a shell with {name} that is not understood", [just(line)])
    return _run(call, words)


def _leave_out(call: Invocation, reason: str, words: Sequence[Value]) -> None:
    """Note that a command was not looked at, with its words."""
    values = tuple(words)
    call.run.events.note_escapes(values, call.node)
    left = LeftOut(
        call.node, call.frame.scope.file, call.frame.sites, reason, values, of_command=True
    )
    call.run.events.left_out.append(left)
    call.run.budget.reached.setdefault(reason)


def _read(
    parameters: Sequence[str], words: Sequence[Value]
) -> tuple[list[Value], list[tuple[str, Value]]] | None:
    """What is no option, and what options say, by parameter; None if an option is not known.

    A parameter of a row is ``NAME``, an option with a value ``NAME -x --long``, or ``-x`` alone for
    one that says nothing that matters; with ``=`` behind it, it has a value all the same.
    """
    known_options = dict(_options(parameters))
    urls: list[Value] = []
    said: list[tuple[str, Value]] = []
    rest = iter(words)
    for word in rest:
        divided = _divided(word, known_options)
        if divided is None:
            return None
        option, value = divided
        if not option.startswith("-"):
            urls.append(word)
            continue
        name, takes = known_options[option]
        if value is None:
            value = next(rest, None) if takes else just(Text(()))
        if value is None:
            return None
        if name == URL:
            urls.append(value)
        else:
            said.append((name, value))
    return urls, said


def _divided(
    word: Value, known_options: Mapping[str, tuple[str, bool]]
) -> tuple[str, Value | None] | None:
    """The option that a word is, or the last of several letters, and the value behind it in the
    same word, if it has one; None if it may be an option that is not known.
    """
    found = {flat(atom) if isinstance(atom, Text) else HOLE_MARK for _, atom in word}
    if all(text and text[0] not in ("-", HOLE_MARK) for text in found):
        return " ", None
    text = found.pop() if len(found) == 1 else ""
    if text in known_options:
        return text, None
    if not text.startswith("-") or text.startswith("--"):
        return None
    for index, letter in enumerate(text[1:], 2):
        option = f"-{letter}"
        if option not in known_options:
            return None
        if known_options[option][1]:
            behind = mapped(word, partial(_from, index)) if text[index:] else None
            return option, behind
    return (f"-{text[-1]}", None) if text[1:] else None


def _from(index: int, atom: Atom) -> Value:
    assert isinstance(atom, Text)
    return just(cut(atom, index, len(flat(atom))))


def _options(parameters: Sequence[str]) -> Iterator[tuple[str, tuple[str, bool]]]:
    for parameter in parameters:
        name, *options = parameter.split()
        if name.startswith("-"):
            yield name.removesuffix("="), ("", name.endswith("="))
        for option in options:
            yield option, (name, True)


def named_lines(call: Invocation, lines: Sequence[Value]) -> Value:
    """A mapping out of texts ``Name: value``; a further item stands for each that is no such."""
    mapping = new_dict(call.run, call.state)
    for line in lines:
        name = {_name_of(atom) for _, atom in line}
        only = name.pop() if len(name) == 1 else None
        if only is None:
            return just(new_dict(call.run, call.state, rest=call.unknown()))
        set_item(call.state, mapping.number, only, mapped(line, _behind_colon))
    return just(mapping)


def _name_of(atom: Atom) -> str | None:
    name, colon, _ = flat(atom).partition(":") if isinstance(atom, Text) else ("", "", "")
    return name.strip() if colon and HOLE_MARK not in name else None


def _behind_colon(atom: Atom) -> Value:
    assert isinstance(atom, Text)
    marks = flat(atom)
    part = cut(atom, marks.find(":") + 1, len(marks))
    return just(replace(stripped(part, None, left=True, right=True), binary=False))


COMMAND_OPERATIONS: dict[str, Implementation] = {
    "run-command": _in_sequence,
    "run-command-of-arguments": _one_by_one,
    "run-command-line": _in_line,
}
