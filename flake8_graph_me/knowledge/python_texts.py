"""The standard library's text modules: URLs in parts, regular expressions, and configuration.

Source: the Python documentation of urllib.parse, re, configparser and tomllib; PyYAML 6.0.4.
``urlsplit`` and ``urlparse`` return named tuples; here each is a type of its own that is built from
a URL.
"""

from flake8_graph_me.terms.results import Operation, Passed
from flake8_graph_me.terms.rows import Call, Type

PARTS = ("scheme", "netloc", "path", "query", "fragment")
OLDER_PARTS = ("scheme", "netloc", "path", "params", "query", "fragment")
DEFRAG_PARTS = ("url", "fragment")
NAMED_TUPLE = ("typing.NamedTuple",)
HOST = ("hostname", Operation("url-host"))
OF_A_PATH = {"path": "url-path-alone", "params": "url-parameters"}
"""What ``urlparse`` gives otherwise."""
SPLIT = "urllib.parse.SplitResult"
PARSED = "urllib.parse.ParseResult"
DEFRAGGED = "urllib.parse.DefragResult"
PATTERN = "re.Pattern"
MATCH = "re.Match"
PARSER, RAW_PARSER = "configparser.ConfigParser", "configparser.RawConfigParser"
SECTION = "configparser.SectionProxy"
OF_A_PARSER = {
    "__getitem__": "configured-section",
    "__setitem__": "set-section",
    "defaults": "configured-defaults",
    "get": "configured-option",
    **dict.fromkeys(("getboolean", "getfloat", "getint"), "configured-otherwise"),
    "read_dict": "read-sections",
    "read_string": "read-configuration",
    "set": "set-configured-option",
    **dict.fromkeys(("read", "read_file", "update"), "configuration-changed"),
    **dict.fromkeys(
        ("clear", "pop", "popitem", "remove_option", "remove_section"), "configuration-removed"
    ),
}
OF_A_SECTION = {
    "__getitem__": "option-of-section",
    "__setitem__": "set-option-of-section",
    "get": "option-of-section-or-none",
    **dict.fromkeys(("getboolean", "getfloat", "getint"), "option-of-section-otherwise"),
    **{name: f"{name}-of-section" for name in ("items", "keys", "values")},
    "update": "update-section",
    **{
        name: f"{name}-of-section"
        for name in ("__delitem__", "clear", "pop", "popitem", "setdefault")
    },
}
INTERPOLATIONS = ("configparser.BasicInterpolation", "configparser.ExtendedInterpolation")
MATCHING = ("search", "match", "fullmatch", "split", "findall", "finditer")


def _tuple(name: str, parts: tuple[str, ...]) -> Type:
    """A named tuple that is given its parts."""
    results = tuple((part, Passed(part)) for part in parts)
    return Type(name, parts, supertypes=NAMED_TUPLE, results=results)


def _of_a_url(name: str, made: str, *results: tuple[str, Operation]) -> Type:
    """A function that makes such a tuple of a URL."""
    return Type(name, ("url", "scheme"), (("raw", "url"),), supertypes=(made,), results=results)


PYTHON_TEXT_ROWS: tuple[Call | Type, ...] = (
    _tuple(SPLIT, PARTS),
    _tuple(PARSED, OLDER_PARTS),
    _tuple(DEFRAGGED, DEFRAG_PARTS),
    _of_a_url(
        "urllib.parse.urlsplit",
        SPLIT,
        *((part, Operation(f"url-{part}")) for part in PARTS),
        HOST,
    ),
    _of_a_url(
        "urllib.parse.urlparse",
        PARSED,
        *((part, Operation(OF_A_PATH.get(part, f"url-{part}"))) for part in OLDER_PARTS),
        HOST,
    ),
    _of_a_url(
        "urllib.parse.urldefrag",
        DEFRAGGED,
        ("url", Operation("url-without-fragment")),
        ("fragment", Operation("url-fragment")),
    ),
    Call(f"{DEFRAGGED}.geturl", (), Passed("self.raw")),
    *(
        Call(f"{made}.{method}", (), Operation(operation))
        for made in (SPLIT, PARSED)
        for method, operation in (("geturl", "unsplit-url"), ("_replace", "with-fields"))
    ),
    Call("urllib.parse.urlunsplit", ("components",), Operation("unsplit-url")),
    Call("urllib.parse.urlunparse", ("components",), Operation("unsplit-url")),
    Call("re.sub", (), Operation("substitute")),
    Type(
        "re.compile",
        ("pattern", "flags"),
        (("flags", "flags"),),
        supertypes=(PATTERN,),
        results=(("pattern", Operation("noted-pattern")),),
    ),
    Call(f"{PATTERN}.sub", (), Operation("substitute-pattern")),
    *(Call(f"re.{name}", (), Operation(f"{name}-of-pattern")) for name in MATCHING),
    *(Call(f"{PATTERN}.{name}", (), Operation(f"{name}-pattern")) for name in MATCHING),
    Type(MATCH),
    Call(f"{MATCH}.group", (), Operation("match-group")),
    Call(f"{MATCH}.__getitem__", (), Operation("match-group")),
    Call(f"{MATCH}.groups", (), Operation("match-groups")),
    Call(f"{MATCH}.groupdict", (), Operation("match-named")),
    Call("tomllib.loads", ("s",), Operation("read-toml")),
    Call("yaml.safe_load", ("stream",), Operation("read-yaml")),
    Type(RAW_PARSER, mappings=("sections",)),
    Type(PARSER, mappings=("sections",), supertypes=(RAW_PARSER,)),
    Call(RAW_PARSER, (), Operation("new-raw-configuration")),
    Call(PARSER, (), Operation("new-configuration")),
    *(Call(f"{RAW_PARSER}.{name}", (), Operation(done)) for name, done in OF_A_PARSER.items()),
    Type(SECTION, mappings=("options",)),
    *(Call(f"{SECTION}.{name}", (), Operation(done)) for name, done in OF_A_SECTION.items()),
    *(Type(interpolation) for interpolation in INTERPOLATIONS),
)
