"""Texts, numbers, lists, dictionaries and sets that grow with each line."""

from tests.benchmarks.adversarial.shapes import Shape, Shapes, after, each

GROWTH: Shapes = {
    "text with unknown pieces": Shape(after("x = str(coin())", "x = x + str(coin(#)) + x"), 180),
    "text on either side": Shape(after("x = 'a'", "x = x + '#' if coin(#) else '#' + x"), 180),
    "f-string in f-string": Shape(after("x = str(1)", "x = f'{x!r:>#}{x}{coin(#)}'"), 180),
    "encoded and decoded": Shape(after("x = str(1)", "x = x + x.encode().decode()"), 180),
    "slices of a text": Shape(after("x = '123'", "x = x[::-1] + x[1:] + x[coin(#):]"), 180),
    "replaced by alternatives": Shape(
        after("x = 'abc'", "x = x.replace('a' if coin(#) else 'b', x if coin() else 'ab')"), 180
    ),
    "joined maps": Shape(after("x = str(1)", "x = '/'.join(map(str, [x, coin(#)] * 9))"), 180),
    "json of json": Shape(
        after("import json\nx = str(1)", "x = json.dumps([x, x, json.dumps({'#': x})])"), 180
    ),
    "urls of urls": Shape(
        after(
            "from urllib.parse import quote, urlencode, urljoin\nx = '/a'",
            "x = urljoin(x, quote(x) + '?' + urlencode({x: x, '#': coin()}))",
        ),
        180,
    ),
    "number of many operations": Shape(
        after("x = 3", "x = (x ** 3 + # if coin(#) else x * x - #) << 5"), 180
    ),
    "numbers that alternate": Shape(
        after("x = y = 1", "x, y = (x + y, x * 2) if coin(#) else (y - #, x)"), 180
    ),
    "list extended by itself": Shape(after("x = [coin()]", "x.extend(x); x.append('#')"), 180),
    "pairs of a list": Shape(after("x = ['a', 'b']", "x = [a + b for a in x for b in x]"), 180),
    "list of alternatives": Shape(
        after("x = []", "x.append('#' if coin(#) else 'b#')\nif coin(#): x = x + x[1:]"), 90
    ),
    "starred displays": Shape(after("x = (1, 'a')", "x = (*x, coin(#), *x[1:], '#')"), 180),
    "sorted and zipped": Shape(
        after("x = ['b', 'a']", "x = sorted(x) + [a for p in zip(x, reversed(x)) for a in p]"), 180
    ),
    "pairs of keys": Shape(
        after("x = {'a': 'b'}", "x = {a + b: c for a in x for b, c in x.items()}; x['#'] = '#'"),
        180,
    ),
    "unknown keys": Shape(after("x = {}", "x[coin(#)] = x.get(coin(), x)\nx['#'] = coin()"), 90),
    "dictionaries updated": Shape(
        after("x = {'a': 1}", "x = x | {'#': x}; x.update(x); x.setdefault(coin(#), x)"), 180
    ),
    "sets of sums": Shape(after("x = {'a', 'b'}", "x |= {a + '#' for a in x if coin()}"), 180),
    "product of choices": Shape(
        lambda size: (
            each("v# = 'a#' if coin(#) else 'b#'\n", size)
            + f"x = {each('v#', size, ' + ')}\nx = f'{each('{v#}', size)}'\n"
        ),
        190,
    ),
    "template of choices": Shape(
        lambda size: (
            each("v# = coin('#') or 'a#' or 'b#'\n", size)
            + f"x = '{'%s' * size}' % ({each('v#,', size)})\n"
            + f"x = '{'{}' * size}'.format({each('v#', size, ', ')})\n"
        ),
        190,
    ),
}
