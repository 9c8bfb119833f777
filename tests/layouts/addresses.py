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
)
