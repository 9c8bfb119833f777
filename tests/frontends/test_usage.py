"""What is said of misspelt options."""

import pytest

from flake8_graph_me.frontends.usage import RefusingParser, UsageError


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("--unp=a@b.c", "unrecognized arguments: --unp=a@b.c; did you mean --upn?"),
        ("--unsafe-fix", "unrecognized arguments: --unsafe-fix; did you mean --unsafe-fixes?"),
        ("--unsafe", "unrecognized arguments: --unsafe; did you mean --unsafe-fixes?"),
        ("--out", "unrecognized arguments: --out; did you mean --output-file or --output-format?"),
        ("--version", "unrecognized arguments: --version"),
        ("--zzz", "unrecognized arguments: --zzz"),
        ("-q", "unrecognized arguments: -q"),
        ("--upn", "argument --upn: expected one argument"),
    ],
)
def test_an_option_that_is_near_is_named(given: str, said: str) -> None:
    parser = RefusingParser(allow_abbrev=False)
    parser.add_argument("--upn")
    parser.add_argument("--unsafe-fixes", action="store_true")
    for option in ("--output-format", "--output-file", "--user-expression"):
        parser.add_argument(option)
    with pytest.raises(UsageError) as refused:
        parser.parse_args([given])
    assert str(refused.value) == said
