"""curl, as a command that a program runs.

Source: the manual of curl 8, and the Python documentation of subprocess, os and asyncio. Of a
command with an option that is not named here, such as one that reads further ones from a file, the
request is not known.
"""

from flake8_graph_me.terms.results import Operation
from flake8_graph_me.terms.rows import Call, Sink

OPTIONS = (
    "url --url",
    "method -X --request",
    "headers -H --header",
    "body -d --data --data-ascii --data-raw --data-binary --data-urlencode --json -F --form",
    "token --oauth2-bearer",
)
"""Options with a value that says what is sent."""
SINGLE = (
    *("-s", "-S", "-f", "-L", "-i", "-v", "-k", "-g", "-N", "-#", "-q", "-j", "-J", "-O", "-R"),
    *("-0", "-1", "-2", "-3", "-4", "-6", "-n", "-p", "-Z"),
    *("--silent", "--show-error", "--fail", "--fail-early", "--fail-with-body", "--location"),
    *("--location-trusted", "--include", "--verbose", "--insecure", "--globoff", "--no-buffer"),
    *("--progress-bar", "--no-progress-meter", "--disable", "--compressed", "--raw"),
    *("--remote-name", "--remote-name-all", "--remote-header-name", "--remote-time"),
    *("--remove-on-error", "--create-dirs", "--no-clobber", "--junk-session-cookies", "--netrc"),
    *("--netrc-optional", "--http1.0", "--http1.1", "--http2", "--http2-prior-knowledge"),
    *("--http3", "--http3-only", "--ipv4", "--ipv6", "--tlsv1", "--tlsv1.0", "--tlsv1.1"),
    *("--tlsv1.2", "--tlsv1.3", "--ssl", "--ssl-reqd", "--ssl-no-revoke", "--no-alpn"),
    *("--no-keepalive", "--no-sessionid", "--tcp-nodelay", "--tcp-fastopen", "--path-as-is"),
    *("--retry-all-errors", "--retry-connrefused", "--proxytunnel", "--proxy-insecure"),
    *("--parallel", "--parallel-immediate", "--post301", "--post302", "--post303"),
    *("--styled-output", "--no-styled-output", "--trace-time", "--tr-encoding"),
)
"""Options without a value that change nothing of that."""
WITH_VALUE = (
    *("-A", "-b", "-c", "-C", "-D", "-e", "-E", "-m", "-o", "-r", "-u", "-U", "-w", "-x", "-y"),
    *("-Y", "-z", "--user-agent", "--cookie", "--cookie-jar", "--continue-at", "--dump-header"),
    *("--referer", "--cert", "--cert-type", "--key", "--key-type", "--pass", "--cacert"),
    *("--capath", "--ciphers", "--curves", "--tls-max", "--tls13-ciphers", "--pinnedpubkey"),
    *("--max-time", "--max-filesize", "--max-redirs", "--connect-timeout", "--keepalive-time"),
    *("--expect100-timeout", "--limit-rate", "--rate", "--speed-limit", "--speed-time"),
    *("--output", "--output-dir", "--stderr", "--trace", "--trace-ascii", "--range", "--user"),
    *("--write-out", "--proxy", "--noproxy", "--preproxy", "--proxy-user", "--proxy-header"),
    *("--proxy-cacert", "--proxy-cert", "--proxy-key", "--proxy-pass", "--socks4", "--socks4a"),
    *("--socks5", "--socks5-hostname", "--retry", "--retry-delay", "--retry-max-time"),
    *("--interface", "--dns-servers", "--doh-url", "--etag-compare", "--etag-save", "--time-cond"),
    *("--netrc-file", "--parallel-max", "--proto", "--proto-redir", "--local-port"),
)
"""Those with a value. A name and a password go with a request that has no Authorization yet, and
are no token.
"""
OTHERS = (*SINGLE, *(f"{option}=" for option in WITH_VALUE))
IN_SEQUENCE = ("run", "check_output", "check_call", "call", "Popen")
LINES = ("os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput")
SENT = Sink(
    (
        *((name, (name,)) for name in ("url", "method", "headers", "body")),
        # It is left out where there is such a header.
        ("added headers", ("token",)),
    )
)

CURL_ROWS: tuple[Call, ...] = (
    Call("command.curl", (*OPTIONS, *OTHERS), sink=SENT),
    *(Call(f"subprocess.{name}", (), Operation("run-command")) for name in IN_SEQUENCE),
    *(Call(name, (), Operation("run-command-line")) for name in LINES),
    Call("asyncio.create_subprocess_exec", (), Operation("run-command-of-arguments")),
    Call("asyncio.create_subprocess_shell", (), Operation("run-command-line")),
)
