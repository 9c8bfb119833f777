"""Libraries of URLs that are changed in place.

Checked by running furl 2.1.4.
"""

from flake8_graph_me.terms.results import Made, Operation, Passed
from flake8_graph_me.terms.rows import Call, Type

FURL, PATH = "furl.furl", "furl.Path"
OF_FURL = (
    *("url", "scheme", "username", "password", "host", "port", "netloc", "origin", "path"),
    *("query", "args", "fragment"),
)
OF_PATHS = ("segments", "isabsolute")

URL_ROWS: tuple[Call | Type, ...] = (
    Type(FURL, ("url",), results=(("raw", Operation("made-url")),), properties=OF_FURL),
    Call(f"{FURL}.url", returns=Passed("self.raw")),
    Call(f"{FURL}.__str__", returns=Passed("self.raw")),
    Call(f"{FURL}.tostr", returns=Operation("written-url")),
    *(Call(f"{FURL}.{name}", returns=Operation(f"url-{name}")) for name in ("scheme", "host")),
    Call(f"{FURL}.netloc", returns=Operation("url-netloc")),
    Call(f"{FURL}.origin", returns=Operation("url-origin")),
    *(Call(f"{FURL}.{name}") for name in ("username", "password", "port", "asdict")),
    Call(f"{FURL}.path", returns=Made(PATH, (("owner", "self"),))),
    *(Call(f"{FURL}.{name}", returns=Operation("open-query-of-url")) for name in ("query", "args")),
    Call(f"{FURL}.fragment", returns=Operation("open-fragment-of-url")),
    Call(f"{FURL}.__setattr__", returns=Operation("set-part-of-url")),
    Call(f"{FURL}.load", returns=Operation("load-url")),
    Call(f"{FURL}.set", returns=Operation("set-parts-of-url")),
    Call(f"{FURL}.add", returns=Operation("add-to-url")),
    Call(f"{FURL}.remove", returns=Operation("remove-from-url")),
    Call(f"{FURL}.join", returns=Operation("join-to-url")),
    Call(f"{FURL}.copy", returns=Operation("copy-url")),
    Call(f"{FURL}.__copy__", returns=Operation("share-url")),
    Call(f"{FURL}.__truediv__", returns=Operation("url-below")),
    Type(PATH, (), (("owner", "owner"),), properties=OF_PATHS),
    Call(f"{PATH}.segments", returns=Operation("open-path-of-url")),
    Call(f"{PATH}.isabsolute"),
    Call(f"{PATH}.__str__", returns=Operation("path-of-url-written")),
    Call(f"{PATH}.__setattr__", returns=Operation("set-part-of-path-of-url")),
    *(Call(f"{PATH}.{name}", returns=Operation("set-path-of-url")) for name in ("load", "set")),
    Call(f"{PATH}.add", returns=Operation("add-to-path-of-url")),
    Call(f"{PATH}.remove", returns=Operation("remove-from-path-of-url")),
    Call(f"{PATH}.normalize", returns=Operation("open-path-of-url")),
    Call(f"{PATH}.__truediv__", returns=Operation("path-of-url-below")),
)
