"""Operations on texts in languages of their own: URLs, JSON, configuration, templates, commands.

Each statement sets ``x``; a letter in angle brackets is a slot.
"""

from tests.fuzzing.texts.slots import lines

OF_URLS = lines(
    r"""
    x = urljoin(<U>, <U>)
    x = urljoin(<U>, <T>)
    x = quote(<T>)
    x = quote(<T>, safe=<L>)
    x = unquote(<U>)
    x = quote_plus(<T>)
    x = unquote_plus(<U>)
    x = urldefrag(<U>).url
    x = urlencode({'k': <A>})
    x = urlencode([('k', <T>), (<L>, <N>)], doseq=True)
    x = parse_qs(<U>)
    x = parse_qsl(urlsplit(<U>).query)
    x = urlunsplit(urlsplit(<U>))
    x = urlsplit(<U>).scheme
    x = urlsplit(<U>).netloc
    x = urlsplit(<U>).path
    x = urlsplit(<U>).query
    x = urlsplit(<U>).fragment
    x = urlparse(<U>).path
    x = urlparse(<U>).params
    x = urlparse(<U>).query
    x = urlparse(<U>).hostname
    x = urlparse(<U>).netloc
    x = urlunparse(('https', <L>, <T>, '', <L>, ''))
    x = urlsplit(<U>, <L>).geturl()
    x = urlsplit(<U>)[2]
    s, n, *x = urlsplit(<U>)
    x = urlsplit(<U>).port
    x = tuple(urlparse(<U>))
    x = urlsplit(<U>).username
    """
)
OF_CHANGED_URLS = lines(
    r"""
    x = urlsplit(<U>)._replace(path=<T>).geturl()
    x = urlsplit(<U>)._replace(fragment=<L>).geturl()
    x = urlsplit(<U>)._replace(path=<T>, query=<T>).geturl()
    x = urlunparse(urlparse(<U>)._replace(query=<T>))
    x = urlunsplit((*urlsplit(<U>)[:2], <T>, '', ''))
    x = urlunsplit(urlsplit(<U>)[:3] + (<L>, ''))
    """
)
OF_OBJECTS = lines(
    r"""
    x = str(URL(<U>) / <T>)
    x = URL(<U>).path
    x = str(URL(<U>).with_path(<T>))
    x = str(URL(<U>))
    x = str(URL(<U>).join(URL(<U>)))
    x = str(URL(<U>).with_query({'k': <T>}))
    x = URL(<U>).host
    x = str(URL(<U>) % {'k': <T>})
    x = str(URL(<U>).update_query(k=<L>))
    x = URL(<U>).raw_path
    x = str(URL.build(scheme='https', host='h', path=<T>))
    x = str(URL(<U>).joinpath(<T>, <T>))
    x = httpx.URL(<U>).path
    x = str(httpx.URL(<U>).join(<U>))
    x = str(httpx.URL(<U>).copy_with(path=<L>))
    x = str(URL(<U>).parent)
    x = URL(<U>).name
    x = str(URL(<U>).with_host('h'))
    x = str(URL(<U>).origin())
    x = str(PurePosixPath(<T>, <T>) / <T>)
    x = str(PurePosixPath(<U>).parent)
    """
)
OF_PATHS = lines(
    r"""
    x = requests.utils.quote(<T>)
    x = requests.compat.urljoin(<U>, <U>)
    x = requests.utils.requote_uri(<U>)
    x = str(PurePosixPath(<T>, <T>))
    x = posixpath.join(<T>, <T>)
    x = posixpath.normpath(<U>)
    x = posixpath.basename(<U>)
    x = PurePosixPath(<U>).as_posix()
    x = PurePosixPath(<U>).parts
    """
)
OF_JSON = lines(
    r"""
    x = json.loads(<J>)
    x = json.loads(<J>)['k']
    x = json.loads(<J>)[0]
    x = json.dumps(<A>)
    x = json.dumps({'k': <A>, 'a': <A>}, sort_keys=True, indent=<N>)
    x = json.loads(json.dumps(<A>))
    x = json.dumps({<L>: <T>}, separators=(',', ':'))
    x = json.dumps([<A>], ensure_ascii=False)
    x = json.loads(<J>).get('k', <L>)
    x = json.dumps({<L>: <T>, 'n': <A>})
    x = json.loads(<J>, parse_int=str)
    """
)
CONFIGURED = lines(
    r"""
    c = configparser.ConfigParser(); c.read_string(<I>); x = c['k']['k']
    c = configparser.ConfigParser(); c.read_string(<I>); x = c.get('k', 'k', fallback=<L>)
    c = configparser.ConfigParser(interpolation=None); c.read_string(<I>); x = c.get('k', 'K')
    c = configparser.ConfigParser(); c.read_dict({'k': {'k': <L>}}); x = c['k']['k']
    c = configparser.RawConfigParser(); c.read_string(<I>); x = c.get('k', 'k')
    c = configparser.ConfigParser(); c.read_string(<I>); x = c.getint('k', 'k')
    c = configparser.ConfigParser(); c.read_string(<I>); x = c.sections()
    c = configparser.ConfigParser(); c.read_string(<I>); c.set('k', 'k', <L>); x = c['k']['k']
    x = tomllib.loads(<O>)['k']
    x = tomllib.loads(<O>)
    x = tomllib.loads(<O>)['k']['k']
    x = yaml.safe_load(<Y>)['k']
    x = yaml.safe_load(<Y>)
    x = yaml.safe_load(<Y>)['k'][0]
    """
)
TEMPLATES = lines(
    r"""
    x = string.Template(<D>).substitute(k=<A>)
    x = string.Template(<D>).safe_substitute(k=<T>)
    x = string.Template(<D>).substitute({'k': <T>}, K=<L>)
    x = string.Template(<D>).safe_substitute()
    x = jinja2.Template(<G>).render(k=<A>, h=h)
    x = jinja2.Template(<G>).render({'k': <T>})
    x = jinja2.Environment(autoescape=True).from_string(<G>).render(k=<T>)
    x = jinja2.Environment(autoescape=jinja2.select_autoescape()).from_string(<G>).render(k=<T>)
    x = jinja2.Environment(keep_trailing_newline=True).from_string(<G>).render(k=<A>)
    x = jinja2.Environment(newline_sequence='\r\n').from_string(<G>).render(h=h)
    x = jinja2.Template(<G>, line_comment_prefix='/', autoescape=False).render(k=<L>)
    x = jinja2.Template(<G>, '{%', '%}', '{', '}').render(k=<L>)
    x = jinja2.Template(<G>, keep_trailing_newline=bool(h), autoescape=bool(h)).render(k=<T>)
    x = string.capwords(<T>)
    x = string.Formatter().format(<M>, <A>, k=<T>)
    x = string.Formatter().vformat(<M>, (<A>,), {'k': <T>})
    """
)
COMMAND_LINES = lines(
    r"""
    x = subprocess.run(<C>, shell=True)
    x = subprocess.check_output(<C>.split())
    x = os.system(<C>)
    x = subprocess.run([<L>, <L>, <H>, <U>])
    x = subprocess.Popen(shlex.split(<C>)).communicate()
    x = subprocess.run(['curl', '-H', <H>, <U>])
    x = subprocess.run(['curl', '-X', <L>, '-H' + <H>, '-d', <L>, <U>])
    x = subprocess.run(f'curl -H "Authorization: Bearer {token}" {<U>}', shell=True)
    x = os.popen(<C>)
    x = subprocess.run(['curl', '-H', 'Authorization: Bearer ' + token, <U>, <L>])
    x = subprocess.getoutput(<C>)
    """
)
HEADER_TEXTS = lines(
    r"""
    x = requests.get(<U>, headers={<H>: <H>, 'Authorization': <H> + token})
    headers[<H>] = <H>; x = 'a'
    x = dict([<H>.split(':', 1)])
    headers = dict(p.split(': ') for p in <H>.splitlines()); x = headers
    headers.update({<H>: token}); x = <U>
    s = requests.Session(); s.headers = {<H>: <H>}; x = s.get(<U>)
    x = requests.request(<L>, <U>, headers={'Authorization': <H>}, params=<L>, data=<J>)
    x = requests.get(<A>)
    headers = {'Authorization': <P> % token}; x = <L>
    headers = {'Authorization': <M>.format(token, k=token)}; x = <L>
    c = http.client.HTTPSConnection(<L>); c.request(<L>, <U>, headers={<H>: token}); x = c
    x = httpx.get(<U>, auth=(<L>, <T>))
    x = urllib.request.urlopen(urllib.request.Request(<U>, headers={<H>: <H> + token}))
    x = requests.post(<U>, json=<A>)
    """
)
TOKENS = lines(
    r"""
    headers = {'Authorization': 'Bearer ' + <K>}; x = <L>
    headers = {'Authorization': <K>}; x = <U>
    x = <K>.split('.')[1]
    x = requests.get(<U>, headers={'Authorization': f'Bearer {<K>}'})
    x = <K>
    """
)
