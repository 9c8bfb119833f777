"""Ways to narrow an application permission over all mailboxes or sites to some of them.

Sources: learn.microsoft.com, "Role Based Access Control for Applications in Exchange Online", which
names its application roles (application access policies are deprecated), and "Overview of Selected
permissions in OneDrive and SharePoint".
"""

_MAILBOXES = (
    "RBAC for Applications in Exchange Online can limit it to some mailboxes; there the permission "
    "is then not granted in Entra ID"
)
_SITES = "Sites.Selected limits it to some sites, each of which has to be assigned"
_NARROWER = {
    "Calendars": _MAILBOXES,
    "Contacts": _MAILBOXES,
    "Mail": _MAILBOXES,
    "MailboxSettings": _MAILBOXES,
    "Sites": _SITES,
}
_SELECTED = "Selected"


def narrower(permission: str) -> str | None:
    """How to narrow an application permission, in one line; None if no way is known."""
    kind, _, rest = permission.partition(".")
    return None if rest.startswith(_SELECTED) else _NARROWER.get(kind)
