"""The kinds of text operations: statements with slots for mutated literals and operands."""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.fuzzing.texts import formats, grammars, literals

SLOT = re.compile(r"<([A-Z])>")
SLOTS: Mapping[str, Callable[[random.Random], str]] = {
    "A": literals.anything,
    "B": literals.binary,
    "C": grammars.command,
    "D": formats.dollars,
    "E": literals.escaped_literal,
    "F": formats.f_string,
    "G": formats.braces,
    "H": grammars.header,
    "I": grammars.ini,
    "J": grammars.document,
    "K": grammars.token,
    "L": literals.literal,
    "M": formats.fields,
    "N": literals.number,
    "O": grammars.toml,
    "P": formats.percents,
    "Q": grammars.replacement,
    "R": grammars.pattern,
    "S": formats.spec,
    "T": literals.operand,
    "U": grammars.url,
    "Y": grammars.yaml,
    "Z": lambda chance: chance.choice(("0", "re.I", "re.M | re.S", "re.X", "re.A", "2", "re.I | 0")),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """Operations of one kind: what they import, and statements that set ``x``.

    ``evaluated`` says that Python can be asked what comes out: nothing else happens in it.
    """

    name: str
    imports: str
    statements: tuple[str, ...]
    evaluated: bool = True


FORMATTED = (
    *("x = <M>.format(<A>, <A>, k=<A>)", "x = <M>.format(<T>, k=<T>)", "x = format(<A>, <S>)"),
    *("x = <M>.format_map({'k': <A>})", "x = <T>.__format__(<S>)", "x = <M>.format(*[<T>, <N>])"),
    "x = <M>.format(**{'k': <A>})",
)
PERCENT = (
    *("x = <P> % (<A>, <A>)", "x = <P> % <A>", "x = <P> % {'k': <A>}", "x = <P> % (<T>,)"),
    *("x = <P> % <T>", "x = <P>\nx %= <T>", "x = <B> % (<B>,)", "x = <P> % (<T>, <N>, <T>)"),
)
METHODS = (
    *(f"x = <T>.{name}()" for name in ("lower", "upper", "title", "capitalize", "casefold")),
    *(f"x = <T>.{name}()" for name in ("swapcase", "strip", "split", "splitlines", "isdigit")),
    *(f"x = <T>.{name}(<T>)" for name in ("strip", "lstrip", "rstrip", "removeprefix")),
    *(f"x = <T>.{name}(<T>)" for name in ("removesuffix", "split", "rsplit", "partition")),
    *(f"x = <T>.{name}(<T>)" for name in ("rpartition", "startswith", "endswith", "find", "count")),
    *(f"x = <T>.{name}(<N>)" for name in ("zfill", "center", "ljust", "rjust", "expandtabs")),
    *("x = <T>.replace(<T>, <T>)", "x = <T>.replace(<T>, <T>, <N>)", "x = <T>.split(<T>, <N>)"),
    *("x = <T>.rsplit(None, <N>)", "x = <T>.join([<T>, <T>])", "x = <T>.join(<T>)"),
    *("x = <T>.center(<N>, <L>)", "x = <T>.find(<T>, <N>, <N>)", "x = <T>.startswith((<T>, <T>))"),
    *("x = <T>.translate(str.maketrans(<L>, <L>))", "x = <T>.translate({47: <A>, 109: None})"),
    *("x = <T>.encode().decode()", "x = <T>.encode('ascii', 'ignore').decode()", "x = str(<A>)"),
    *("x = <B>.decode('utf-8', 'replace')", "x = str(<B>, 'utf-8')", "x = repr(<A>)", "x = ascii(<A>)"),
    *("x = int(<T>)", "x = float(<T>)", "x = ord(<L>)", "x = chr(<N>)", "x = len(<T>)", "x = <T> * <N>"),
    *("x = <T> in <T>", "x = <T> == <T>", "x = <T> < <T>", "x = not <T>", "x = max(<T>, <T>)"),
    *("x = sorted(<T>)", "x = list(<T>)", "x = ''.join(reversed(<T>))", "x = <T>.index(<L>)"),
    *("x = <B>.hex()", "x = <B>.split(<B>)", "x = <B>.replace(<B>, <B>)", "x = <B>[<N>]", "x = <B> + <B>"),
    *("x = getattr(<T>, 'lower')()", "x = str.upper(<T>)", "x = '-'.join(map(str, [<A>, <A>]))"),
    *("x = <T>.isidentifier()", "x = <T>.split(sep=<T>, maxsplit=<N>)", "x, y = <T>, <T>\nx += y * 2"),
    *("a, b, *c = <T>.split('/', 2)\nx = c", "a, _, b = <T>.partition(<L>)\nx = b + a", "x = hex(<N>)"),
    *("x = <T>\nfor c in <L>:\n    x = x.strip(c)", "x = <T>.rindex(<L>)", "x = <T>.splitlines(True)"),
    *("x = bool(<A>)", "x = int(<T>, <N>)", "x = round(<N>, <N>)", "x = divmod(<N>, 3)", "x = abs(<N>)"),
)
SLICES = (
    *("x = <T>[<N>:<N>]", "x = <T>[<N>:]", "x = <T>[:<N>]", "x = <T>[::<N>]", "x = <T>[<N>]"),
    *("x = <T>[<N>:<N>:<N>]", "x = <T>[slice(<N>, None)]", "x = <T>[None:<N>]", "x = <B>[<N>:<N>]"),
    *("x = <T>.split('/')[<N>]", "x = <T>.split('/')[<N>:<N>]", "x = [<T>, <T>, <T>][<N>:<N>:<N>]"),
    *("x = (<T>, <N>)[<N>]", "x = <T>[<T>.find(<L>):]", "x = <T>[:-len(<L>)]", "x = <T>[<T>.index(<L>)]"),
    *("x = [<T>, <T>]\nx[<N>:<N>] = [<T>]", "x = [<T>, <T>]\ndel x[<N>:]", "x = <T>[len(<L>):][:<N>]"),
    *("x = [<T>] * <N>\nx = x[<N>]", "x = range(10)[<N>:<N>]\nx = list(x)", "x = [*<T>[:<N>]]"),
)
MATCHED = (
    *("x = re.sub(<R>, <Q>, <T>)", "x = re.sub(<R>, <Q>, <T>, <N>, <Z>)", "x = re.split(<R>, <T>)"),
    *("x = re.sub(<R>, <Q>, <T>, flags=<Z>)", "x = re.compile(<R>, <Z>).sub(<Q>, <T>, count=<N>)"),
    *("x = re.search(<R>, <T>).group()", "x = re.match(<R>, <T>)[1]", "x = re.findall(<R>, <T>)"),
    *("x = re.fullmatch(<R>, <T>, <Z>).groups()", "x = re.search(<R>, <T>, <Z>).group('k')"),
    *("x = re.split(<R>, <T>, <N>, <Z>)", "x = re.findall(<R>, <T>, <Z>)", "x = re.escape(<T>)"),
    *("x = re.search(<R>, <T>).groupdict()", "x = bool(re.match(<R>, <T>))", "x = re.subn(<R>, <Q>, <T>)"),
    *("x = re.sub(<R>, lambda m: m[0] + <L>, <T>)", "x = [m[0] for m in re.finditer(<R>, <T>)]"),
    *("m = re.search(<R>, <T>)\nx = m.start() if m else <L>", "x = re.search(<R>, <T>).span(1)"),
    *("x = re.search(<R>, <T>).expand(<Q>)", "x = re.search(<R>, <T>).group(1, 0)", "x = re.sub(<B>, b'', <B>)"),
    *("m = re.compile(<R>).match(<T>, 1)\nx = m and m.group(0)", "x = re.search(<R>, <T>).groups(<L>)"),
    *("if re.match(<R>, <T>):\n    x = 'matched'\nelse:\n    x = 'not'", "x = re.compile(<R>).pattern"),
)
OF_URLS = (
    *("x = urljoin(<U>, <U>)", "x = urljoin(<U>, <T>)", "x = quote(<T>)", "x = quote(<T>, safe=<L>)"),
    *("x = unquote(<U>)", "x = quote_plus(<T>)", "x = unquote_plus(<U>)", "x = urldefrag(<U>).url"),
    *("x = urlencode({'k': <A>})", "x = urlencode([('k', <T>), (<L>, <N>)], doseq=True)"),
    *("x = parse_qs(<U>)", "x = parse_qsl(urlsplit(<U>).query)", "x = urlunsplit(urlsplit(<U>))"),
    *(f"x = urlsplit(<U>).{part}" for part in ("scheme", "netloc", "path", "query", "fragment")),
    *(f"x = urlparse(<U>).{part}" for part in ("path", "params", "query", "hostname", "netloc")),
    *("x = urlunparse(('https', <L>, <T>, '', <L>, ''))", "x = urlsplit(<U>)._replace(path=<T>).geturl()"),
    *("x = urlsplit(<U>, <L>).geturl()", "x = urlsplit(<U>)[2]", "s, n, *x = urlsplit(<U>)", "x = urlsplit(<U>).port"),
    *("x = urlunparse(urlparse(<U>)._replace(query=<T>))", "x = tuple(urlparse(<U>))", "x = urlsplit(<U>).username"),
)
URL_NAMES = (
    "parse_qs, parse_qsl, quote, quote_plus, unquote, unquote_plus, urldefrag, urlencode, urljoin, "
    "urlparse, urlsplit, urlunparse, urlunsplit"
)
OF_YARL = (
    *("x = str(URL(<U>) / <T>)", "x = URL(<U>).path", "x = str(URL(<U>).with_path(<T>))", "x = str(URL(<U>))"),
    *("x = str(URL(<U>).join(URL(<U>)))", "x = str(URL(<U>).with_query({'k': <T>}))", "x = URL(<U>).host"),
    *("x = str(URL(<U>) % {'k': <T>})", "x = str(URL(<U>).update_query(k=<L>))", "x = URL(<U>).raw_path"),
    *("x = str(URL.build(scheme='https', host='h', path=<T>))", "x = str(URL(<U>).joinpath(<T>, <T>))"),
    *("x = str(URL(<U>).parent)", "x = URL(<U>).name", "x = str(URL(<U>).with_host('h'))", "x = str(URL(<U>).origin())"),
)
OF_REQUESTS = (
    *("x = requests.Request('GET', <U>, params={'k': <T>}).prepare().url", "x = requests.utils.quote(<T>)"),
    *("x = requests.compat.urljoin(<U>, <U>)", "x = requests.utils.requote_uri(<U>)"),
    *("x = httpx.URL(<U>).path", "x = str(httpx.URL(<U>).join(<U>))", "x = str(httpx.URL(<U>).copy_with(path=<L>))"),
    "x = posixpath.join(<T>, <T>)",
    *("x = posixpath.normpath(<U>)", "x = posixpath.basename(<U>)", "x = str(PurePosixPath(<T>) / <T>)"),
    *("x = PurePosixPath(<U>).as_posix()", "x = str(PurePosixPath(<U>).parent)", "x = PurePosixPath(<U>).parts"),
)
OF_JSON = (
    *("x = json.loads(<J>)", "x = json.loads(<J>)['k']", "x = json.loads(<J>)[0]", "x = json.dumps(<A>)"),
    *("x = json.dumps({'k': <A>, 'a': <A>}, sort_keys=True, indent=<N>)", "x = json.loads(json.dumps(<A>))"),
    *("x = json.dumps({<L>: <T>}, separators=(',', ':'))", "x = json.dumps([<A>], ensure_ascii=False)"),
    *("x = json.loads(<J>).get('k', <L>)", "x = json.dumps({<N>: <T>, None: <L>})", "x = json.loads(<J>, parse_int=str)"),
)
CONFIGURED = (
    "c = configparser.ConfigParser()\nc.read_string(<I>)\nx = c['k']['k']",
    "c = configparser.ConfigParser()\nc.read_string(<I>)\nx = c.get('k', 'k', fallback=<L>)",
    "c = configparser.ConfigParser(interpolation=None)\nc.read_string(<I>)\nx = c.get('k', 'K')",
    "c = configparser.ConfigParser()\nc.read_dict({'k': {'k': <L>}})\nx = c['k']['k']",
    "c = configparser.RawConfigParser()\nc.read_string(<I>)\nx = c.get('k', 'k')",
    "c = configparser.ConfigParser()\nc.read_string(<I>)\nx = c.getint('k', 'k')",
    "c = configparser.ConfigParser()\nc.read_string(<I>)\nx = c.sections()",
    "c = configparser.ConfigParser()\nc.read_string(<I>)\nc.set('k', 'k', <L>)\nx = c['k']['k']",
    *("x = tomllib.loads(<O>)['k']", "x = tomllib.loads(<O>)", "x = tomllib.loads(<O>)['k']['k']"),
    *("x = yaml.safe_load(<Y>)['k']", "x = yaml.safe_load(<Y>)", "x = yaml.safe_load(<Y>)['k'][0]"),
)
TEMPLATES = (
    *("x = string.Template(<D>).substitute(k=<A>)", "x = string.Template(<D>).safe_substitute(k=<T>)"),
    *("x = string.Template(<D>).substitute({'k': <T>}, K=<L>)", "x = string.Template(<D>).safe_substitute()"),
    *("x = jinja2.Template(<G>).render(k=<A>, h=h)", "x = jinja2.Template(<G>).render({'k': <T>})"),
    *("x = jinja2.Environment(autoescape=True).from_string(<G>).render(k=<T>)", "x = string.capwords(<T>)"),
    *("x = string.Formatter().format(<M>, <A>, k=<T>)", "x = string.Formatter().vformat(<M>, (<A>,), {'k': <T>})"),
)
COMMAND_LINES = (
    *("x = subprocess.run(<C>, shell=True)", "x = subprocess.check_output(<C>.split())", "x = os.system(<C>)"),
    *("x = subprocess.run([<L>, <L>, <H>, <U>])", "x = subprocess.Popen(shlex.split(<C>)).communicate()"),
    *("x = subprocess.run(['curl', '-H', <H>, <U>])", "x = subprocess.run(['curl', '-X', <L>, '-H' + <H>, '-d', <L>, <U>])"),
    *("x = subprocess.run(f'curl -H \"Authorization: Bearer {token}\" {<U>}', shell=True)", "x = os.popen(<C>)"),
    *("x = subprocess.run(['curl', '-H', 'Authorization: Bearer ' + token, <U>, <L>])", "x = subprocess.getoutput(<C>)"),
)
HEADER_TEXTS = (
    *("x = requests.get(<U>, headers={<H>: <H>, 'Authorization': <H> + token})", "headers[<H>] = <H>\nx = 'a'"),
    *("x = dict([<H>.split(':', 1)])", "headers = dict(p.split(': ') for p in <H>.splitlines())\nx = headers"),
    *("headers.update({<H>: token})\nx = <U>", "s = requests.Session()\ns.headers = {<H>: <H>}\nx = s.get(<U>)"),
    *("x = requests.request(<L>, <U>, headers={'Authorization': <H>}, params=<L>, data=<J>)", "x = requests.get(<A>)"),
    *("headers = {'Authorization': <P> % token}\nx = <L>", "headers = {'Authorization': <M>.format(token, k=token)}\nx = <L>"),
    *("c = http.client.HTTPSConnection(<L>)\nc.request(<L>, <U>, headers={<H>: token})\nx = c", "x = httpx.get(<U>, auth=(<L>, <T>))"),
    *("x = urllib.request.urlopen(urllib.request.Request(<U>, headers={<H>: <H> + token}))", "x = requests.post(<U>, json=<A>)"),
)
TOKENS = (
    *("headers = {'Authorization': 'Bearer ' + <K>}\nx = <L>", "headers = {'Authorization': <K>}\nx = <U>"),
    *("x = <K>.split('.')[1]", "x = requests.get(<U>, headers={'Authorization': f'Bearer {<K>}'})", "x = <K>"),
)
KINDS = (
    Kind("f-strings", "", ("x = <F>", "x = <F> + <F>", "x = f'{<N>:{<N>}}'")),
    Kind("formats", "", FORMATTED),
    Kind("percent", "", PERCENT),
    Kind("escapes", "", ("x = <E>", "x = <E> <E>", "x = <E> + <T>", "x = b<E>", "x = <E>.encode()")),
    Kind("methods", "", METHODS),
    Kind("slices", "", SLICES),
    Kind("patterns", "import re\n", MATCHED),
    Kind("urls", f"from urllib.parse import {URL_NAMES}\n", OF_URLS),
    Kind("yarl", "from yarl import URL\n", OF_YARL),
    Kind("requests", "import httpx\nimport posixpath\nfrom pathlib import PurePosixPath\n", OF_REQUESTS),
    Kind("json", "import json\n", OF_JSON),
    Kind("configuration", "import configparser\nimport tomllib\nimport yaml\n", CONFIGURED),
    Kind("templates", "import string\nimport jinja2\n", TEMPLATES),
    Kind("commands", "import os\nimport shlex\nimport subprocess\n", COMMAND_LINES, evaluated=False),
    Kind("headers", "import http.client\nimport httpx\nimport urllib.request\n", HEADER_TEXTS, evaluated=False),
    Kind("tokens", "", TOKENS, evaluated=False),
)


def statements(kind: Kind, chance: random.Random) -> str:
    """Statements of a kind with every slot filled; Python may refuse them."""
    return SLOT.sub(lambda slot: SLOTS[slot[1]](chance), chance.choice(kind.statements))
