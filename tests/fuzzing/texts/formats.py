"""Formats: specs, replacement fields, percent formats, and templates with names."""

import random

from tests.fuzzing.texts.literals import anything, content, mutated, operand, spelled

SPECS = (
    *("", "s", "d", ">5", "<5", "^5", "05", "+", ".2", ".0", ".3s", "x", "#x", ",", "_", "e", "%"),
    *("*^9", "é>4", "=5", " ", "c", "b", "n", "!r", "z.1f", "10.2", "{}", "{k}", "{0}", "-", "#"),
)
FIELDS = (
    *("{}", "{0}", "{1}", "{k}", "{k!r}", "{!s}", "{!a}", "{0!x}", "{0[0]}", "{k[0]}", "{0.real}"),
    *(
        "{:>5}",
        "{0:05}",
        "{k:.2}",
        "{:{}}",
        "{0:{k}}",
        "{{}}",
        "{{",
        "}}",
        "{",
        "}",
        "{k:}",
        "{-1}",
    ),
    *("{0:{1}{k}}", "{k.x}", "{ k }", "{0[k]}", "{0[}]}", "{:s}", "/me", "/", "{00}", "{k:{{}}}"),
)
PERCENTS = (
    *(
        "%s",
        "%d",
        "%r",
        "%a",
        "%i",
        "%u",
        "%x",
        "%c",
        "%f",
        "%e",
        "%%",
        "%5s",
        "%-5s",
        "%.2s",
        "%ls",
    ),
    *("%(k)s", "%(k)d", "%(k", "%(k)", "%(a(b))s", "%*d", "%.*f", "%05d", "%+d", "% d", "%#x", "%"),
    *("%()s", "%(k)%", "%hhd", "%z", "%\n", "%.s", "%.0s", "/me", "%1$s", "%5%", "%-%", "%b", "%é"),
)
DOLLARS = (
    *(
        "$k",
        "${k}",
        "$$",
        "$",
        "${",
        "${k",
        "$K",
        "$1",
        "${ k }",
        "$k_",
        "$ké",
        "${\u017f}",
        "/me",
        "$\n",
    ),
)
BRACES = (
    *(
        "{{ k }}",
        "{{k}}",
        "{{ h }}",
        "{{ k|upper }}",
        "{{ k|e }}",
        "{{ k|default('a') }}",
        "{{ k[0] }}",
    ),
    *(
        "{% if k %}",
        "{% endif %}",
        "{% else %}",
        "{# c #}",
        "{% raw %}",
        "{% endraw %}",
        "{{",
        "}}",
    ),
    *(
        "{{- k -}}",
        "{%- set a = k -%}",
        "{{ a }}",
        "{% for c in k %}",
        "{{ c }}",
        "{% endfor %}",
        "/me",
    ),
    *(
        "{{ '{{' }}",
        "{{ k ~ h }}",
        "{{ k + '/' }}",
        "\n",
        " ",
        "{{ missing }}",
        "{{ 1 }}",
        "{{ none }}",
    ),
)


def _made_of(fragments: tuple[str, ...], chance: random.Random) -> str:
    parts = [chance.choice((*fragments, content(chance))) for _ in range(chance.randint(1, 4))]
    return mutated("".join(parts), chance, fragments)


def spec(chance: random.Random) -> str:
    """A format spec, as a literal."""
    return spelled(mutated(chance.choice(SPECS), chance, SPECS), chance)


def fields(chance: random.Random) -> str:
    """A text with replacement fields, as a literal, now and then with something unknown."""
    made = spelled(_made_of(FIELDS, chance), chance)
    return f"(h + {made})" if chance.random() < 0.1 else made


def percents(chance: random.Random) -> str:
    """A text with conversion specifiers, as a literal."""
    made = spelled(_made_of(PERCENTS, chance), chance)
    return f"({made} + h)" if chance.random() < 0.1 else made


def dollars(chance: random.Random) -> str:
    """A text for ``string.Template``, as a literal."""
    return spelled(_made_of(DOLLARS, chance), chance)


def braces(chance: random.Random) -> str:
    """A text for Jinja, as a literal."""
    return spelled(_made_of(BRACES, chance), chance)


def f_string(chance: random.Random) -> str:
    """An f-string with mutated fields, which Python may refuse."""
    parts = []
    for _ in range(chance.randint(1, 3)):
        value = chance.choice((operand, anything))(chance)
        if "'''" not in value and "\\" not in value and "\n" not in value:
            conversion = chance.choice(("", "", "", "!r", "!s", "!a"))
            given = mutated(chance.choice(SPECS), chance, SPECS)
            colon = f":{given}" if chance.random() < 0.3 and "'" not in given else ""
            parts.append(f"{{{value}{chance.choice(('', '', '', '=', ' = '))}{conversion}{colon}}}")
        plain = content(chance).replace("'", "").replace("\n", "").replace("\r", "")
        parts.append(plain.replace("{", "{{").replace("}", "}}").replace("\0", ""))
    return f"{chance.choice(('f', 'rf', 'F'))}'''{''.join(parts)}'''"
