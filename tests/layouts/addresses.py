"""Places where the URL of a request stands."""

from tests.layouts.parts import GRAPH, Part, part, part_of_object

_ME = f"{GRAPH}/me/messages"
_CONFIG = f'class Config:\n    def __init__(self):\n        self.url = "{_ME}"\n'
URLS = (
    Part("here", f'"{_ME}"'),
    part("global", "ADDRESS", module=f'ADDRESS = "{_ME}"\n'),
    part("global base", 'f"{GRAPH}/me/messages"', module=f'GRAPH = "{GRAPH}"\n'),
    part("dictionary", 'PATHS["mail"]', module=f'PATHS = {{"mail": "{_ME}"}}\n'),
    part(
        "function", 'url("me/messages")', module=f'def url(path):\n    return "{GRAPH}/" + path\n'
    ),
    part("enumeration", "Path.MAIL.value", module=f'class Path(enum.Enum):\n    MAIL = "{_ME}"\n'),
    part(
        "dataclass",
        "config.url",
        module=f"""
        @dataclasses.dataclass
        class Config:
            url: str = "{_ME}"


        config = Config()
        """,
    ),
    part("global object", "config.url", module=f"{_CONFIG}\n\nconfig = Config()\n"),
    Part("default", "address", parameter=f'address="{_ME}"', varies=True),
    Part("default user", f'f"{GRAPH}/{{user}}/messages"', parameter='user="me"', varies=True),
    part_of_object("attribute", "self.address", attributes=f'self.address = "{_ME}"\n'),
    part_of_object(
        "attribute base", 'self.root + "/me/messages"', attributes=f'self.root = "{GRAPH}"\n'
    ),
    part_of_object(
        "attributes", 'f"{self.me}/messages"', attributes=f'self.me = "{GRAPH}" + "/me"\n'
    ),
    part_of_object(
        "dictionary in it", 'self.paths["mail"]', attributes=f'self.paths = {{"mail": "{_ME}"}}\n'
    ),
    part_of_object("class attribute", "self.address", body=f'address = "{_ME}"\n'),
    part_of_object(
        "method",
        'self.url("messages")',
        body=f'def url(self, path):\n    return f"{GRAPH}/me/{{path}}"\n',
    ),
    part_of_object(
        "object", "self.config.url", module=_CONFIG, attributes="self.config = Config()\n"
    ),
    part("joined", f'"/".join(["{GRAPH}", "me", "messages"])'),
    part("formatted", f'"{{}}/me/messages".format("{GRAPH}")'),
    part("percent", f'"%s/%s/messages" % ("{GRAPH}", "me")'),
    part("with a query", f'"{_ME}?$top=5&$select=subject"'),
    part("relative", f'urllib.parse.urljoin("{GRAPH}/", "me/messages")'),
    part("replaced", f'"{GRAPH}/USER/messages".replace("USER", "me")'),
    part("template", f'string.Template("{GRAPH}/$user/messages").substitute(user="me")'),
    part("parsed", f"""json.loads('{{"url": "{_ME}"}}')["url"]"""),
    part(
        "partial",
        "mail()",
        module=f'''
        def url(base, *parts):
            return "/".join([base, *parts])


        mail = functools.partial(url, "{GRAPH}", "me", "messages")
        ''',
    ),
    Part(
        "step by step",
        "address",
        before=f'address = "{GRAPH}"\naddress += "/me"\naddress += "/messages"\n',
    ),
    part(
        "class method",
        "Urls.mail()",
        module=f'''
        class Urls:
            BASE = "{GRAPH}"

            @classmethod
            def mail(cls):
                return cls.BASE + "/me/messages"
        ''',
    ),
    part(
        "builder",
        'Builder().add("me").add("messages").build()',
        module=f'''
        class Builder:
            def __init__(self):
                self.parts = ["{GRAPH}"]

            def add(self, part):
                self.parts.append(part)
                return self

            def build(self):
                return "/".join(self.parts)
        ''',
    ),
    part_of_object(
        "property",
        "self.address",
        attributes=f'self.root = "{GRAPH}"\n',
        body="""
        @property
        def address(self):
            return f"{self.root}/me/messages"
        """,
    ),
)
