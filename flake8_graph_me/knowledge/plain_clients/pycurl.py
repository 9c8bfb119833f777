"""pycurl: libcurl's handles, which are told by options what to send.

Source: pycurl 7.49.0, and the manual of libcurl 8. Of what is sent as a body nothing is known. An
access token is sent where bearer authentication is asked for, and headers have no Authorization.
"""

from collections.abc import Callable

from flake8_graph_me.terms.results import (
    ArgumentView,
    Made,
    Operation,
    Passed,
    Result,
    Said,
    UnknownResult,
)
from flake8_graph_me.terms.rows import Call, Sink, Type

CURL = "pycurl.Curl"
BEARER = "pycurl.Bearer"
KEPT = {
    "URL": "curlopt_url",
    "CUSTOMREQUEST": "curlopt_name",
    "XOAUTH2_BEARER": "curlopt_token",
    "HTTPAUTH": "curlopt_auth",
}
"""Options whose value is kept, and the attribute for it. No program has such names: code that was
not followed may have set whatever a row keeps.
"""
METHODS = {"HTTPGET": "GET", "NOBODY": "HEAD", "POST": "POST", "PUT": "PUT", "UPLOAD": "PUT"}
"""Options that say by a number whether the method is this one."""
WITH_BODY = ("POSTFIELDS", "COPYPOSTFIELDS", "HTTPPOST", "MIMEPOST")
SENT = Sink(
    (
        ("url", ("self.curlopt_url",)),
        ("method", ("self.curlopt_name", "self.curlopt_method")),
        ("headers", ("self.curlopt_headers",)),
        # It is left out where there is such a header.
        ("added headers", ("self.curlopt_auth.handle.curlopt_token",)),
    )
)


def _saying(option: str) -> Callable[[ArgumentView], Result]:
    def said(call: ArgumentView) -> Result:
        wanted = call.flag("value")
        return UnknownResult() if wanted is None else Said(METHODS[option] if wanted else "GET")

    return said


SAID_METHODS = {option: _saying(option) for option in METHODS}
"""What an option that says a method stores as the method; no token comes out."""


PYCURL_ROWS: tuple[Call | Type, ...] = (
    Type(
        CURL,
        attributes=tuple(
            (name, name) for name in (*KEPT.values(), "curlopt_method", "curlopt_headers")
        ),
        members=(("HTTPAUTH_BEARER", Made(BEARER, (("handle", "self"),))),),
    ),
    Call(f"{CURL}.setopt", ("option", "value"), Operation("set-option"), harmless=True),
    Call(f"{CURL}.setopt_string", ("option", "value"), Operation("set-option"), harmless=True),
    Call(f"{CURL}.unsetopt", ("option",), Operation("unset-option")),
    Call(f"{CURL}.reset", (), Operation("forget-options")),
    *(
        Call(f"{CURL}.{option}", ("value",), Passed("value"), stores=name)
        for option, name in KEPT.items()
    ),
    Call(f"{CURL}.HTTPHEADER", ("value",), Operation("header-lines"), stores="curlopt_headers"),
    *(
        Call(f"{CURL}.{option}", ("value",), decide=said, stores="curlopt_method")
        for option, said in SAID_METHODS.items()
    ),
    *(
        Call(f"{CURL}.{option}", ("value",), Said("POST"), stores="curlopt_method")
        for option in WITH_BODY
    ),
    *(Call(f"{CURL}.{name}", sink=SENT) for name in ("perform", "perform_rb", "perform_rs")),
)
