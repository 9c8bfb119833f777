"""Operations on strings: formats, methods, slices, regular expressions.

Each statement sets ``x``; a letter in angle brackets is a slot.
"""

from tests.fuzzing.texts.slots import lines

FORMATTED = lines(
    r"""
    x = <M>.format(<A>, <A>, k=<A>)
    x = <M>.format(<T>, k=<T>)
    x = format(<A>, <S>)
    x = <M>.format_map({'k': <A>})
    x = <T>.__format__(<S>)
    x = <M>.format(*[<T>, <N>])
    x = <M>.format(**{'k': <A>})
    """
)
PERCENT = lines(
    r"""
    x = <P> % (<A>, <A>)
    x = <P> % <A>
    x = <P> % {'k': <A>}
    x = <P> % (<T>,)
    x = <P> % <T>
    x = <P>; x %= <T>
    x = <B> % (<B>,)
    x = <P> % (<T>, <N>, <T>)
    """
)
STRIPPED = (
    *lines(
        r"""
        x = <T>.strip()
        x = <T>.strip(<T>)
        x = <T>.lstrip(<T>)
        x = <T>.rstrip(<T>)
        x = <T>.strip('/')
        """
    ),
    "x = <T>\nfor c in <L>:\n    x = x.strip(c)",
)
METHODS = lines(
    r"""
    x = <T>.lower()
    x = <T>.upper()
    x = <T>.title()
    x = <T>.capitalize()
    x = <T>.casefold()
    x = <T>.swapcase()
    x = <T>.split()
    x = <T>.splitlines()
    x = <T>.isdigit()
    x = <T>.removeprefix(<T>)
    x = <T>.removesuffix(<T>)
    x = <T>.split(<T>)
    x = <T>.rsplit(<T>)
    x = <T>.partition(<T>)
    x = <T>.rpartition(<T>)
    x = <T>.startswith(<T>)
    x = <T>.endswith(<T>)
    x = <T>.find(<T>)
    x = <T>.count(<T>)
    x = <T>.zfill(<N>)
    x = <T>.center(<N>)
    x = <T>.ljust(<N>)
    x = <T>.rjust(<N>)
    x = <T>.expandtabs(<N>)
    x = <T>.replace(<T>, <T>)
    x = <T>.replace(<T>, <T>, <N>)
    x = <T>.split(<T>, <N>)
    x = <T>.rsplit(None, <N>)
    x = <T>.join([<T>, <T>])
    x = <T>.join(<T>)
    x = <T>.center(<N>, <L>)
    x = <T>.find(<T>, <N>, <N>)
    x = <T>.startswith((<T>, <T>))
    x = <T>.translate(str.maketrans(<L>, <L>))
    x = <T>.translate({47: <A>, 109: None})
    x = <T>.encode().decode()
    x = <T>.encode('ascii', 'ignore').decode()
    x = str(<A>)
    x = <B>.decode('utf-8', 'replace')
    x = str(<B>, 'utf-8')
    x = repr(<A>)
    x = ascii(<A>)
    x = int(<T>)
    x = float(<T>)
    x = ord(<L>)
    x = chr(<N>)
    x = len(<T>)
    x = <T> * <N>
    x = <T> in <T>
    x = <T> == <T>
    x = <T> < <T>
    x = not <T>
    x = max(<T>, <T>)
    x = sorted(<T>)
    x = list(<T>)
    x = ''.join(reversed(<T>))
    x = <T>.index(<L>)
    x = <B>.hex()
    x = <B>.split(<B>)
    x = <B>.replace(<B>, <B>)
    x = <B>[<N>]
    x = <B> + <B>
    x = getattr(<T>, 'lower')()
    x = str.upper(<T>)
    x = '-'.join(map(str, [<A>, <A>]))
    x = <T>.isidentifier()
    x = <T>.split(sep=<T>, maxsplit=<N>)
    x, y = <T>, <T>; x += y * 2
    a, b, *c = <T>.split('/', 2); x = c
    a, _, b = <T>.partition(<L>); x = b + a
    x = hex(<N>)
    x = <T>.rindex(<L>)
    x = <T>.splitlines(True)
    x = bool(<A>)
    x = int(<T>, <N>)
    x = round(<N>, <N>)
    x = divmod(<N>, 3)
    x = abs(<N>)
    """
)
SLICES = lines(
    r"""
    x = <T>[<N>:<N>]
    x = <T>[<N>:]
    x = <T>[:<N>]
    x = <T>[::<N>]
    x = <T>[<N>]
    x = <T>[<N>:<N>:<N>]
    x = <T>[slice(<N>, None)]
    x = <T>[None:<N>]
    x = <B>[<N>:<N>]
    x = <T>.split('/')[<N>]
    x = <T>.split('/')[<N>:<N>]
    x = [<T>, <T>, <T>][<N>:<N>:<N>]
    x = (<T>, <N>)[<N>]
    x = <T>[<T>.find(<L>):]
    x = <T>[:-len(<L>)]
    x = <T>[<T>.index(<L>)]
    x = [<T>, <T>]; x[<N>:<N>] = [<T>]
    x = [<T>, <T>]; del x[<N>:]
    x = <T>[len(<L>):][:<N>]
    x = [<T>] * <N>; x = x[<N>]
    x = range(10)[<N>:<N>]; x = list(x)
    x = [*<T>[:<N>]]
    """
)
MATCHED = (
    *lines(
        r"""
        x = re.sub(<R>, <Q>, <T>)
        x = re.sub(<R>, <Q>, <T>, <N>, <Z>)
        x = re.split(<R>, <T>)
        x = re.sub(<R>, <Q>, <T>, flags=<Z>)
        x = re.compile(<R>, <Z>).sub(<Q>, <T>, count=<N>)
        x = re.search(<R>, <T>).group()
        x = re.match(<R>, <T>)[1]
        x = re.findall(<R>, <T>)
        x = re.fullmatch(<R>, <T>, <Z>).groups()
        x = re.search(<R>, <T>, <Z>).group('k')
        x = re.split(<R>, <T>, <N>, <Z>)
        x = re.findall(<R>, <T>, <Z>)
        x = re.escape(<T>)
        x = re.search(<R>, <T>).groupdict()
        x = bool(re.match(<R>, <T>))
        x = re.subn(<R>, <Q>, <T>)
        x = re.sub(<R>, lambda m: m[0] + <L>, <T>)
        x = [m[0] for m in re.finditer(<R>, <T>)]
        m = re.search(<R>, <T>); x = m.start() if m else <L>
        x = re.search(<R>, <T>).span(1)
        x = re.search(<R>, <T>).expand(<Q>)
        x = re.search(<R>, <T>).group(1, 0)
        x = re.sub(<B>, b'', <B>)
        m = re.compile(<R>).match(<T>, 1); x = m and m.group(0)
        x = re.search(<R>, <T>).groups(<L>)
        x = re.compile(<R>).pattern
        """
    ),
    "if re.match(<R>, <T>):\n    x = 'matched'\nelse:\n    x = 'not'",
)
