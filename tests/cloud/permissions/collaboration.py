"""What the endpoints of collaboration ask: people, presence, Teams, tasks, files and notes.

A row for ``/me`` stands where its page tells the signed-in user from other users.
"""

from .pages import current, generated, revised, row, written
from .required import RequiredPermissions

_PEOPLE_AND_TEAMS: RequiredPermissions = {
    ("GET", "/users/{}/people"): row(
        application="People.Read.All",
        delegated="People.Read, People.Read.All",
        page=written("user-list-people"),
    ),
    ("GET", "/users/{}/presence"): row(
        application="Presence.Read.All, Presence.ReadWrite.All",
        delegated="Presence.Read, Presence.Read.All",
        page=generated("09455a65abde17103c17fc70605c4c8553f01978", "presence-get"),
    ),
    ("POST", "/users/{}/presence/setPresence"): row(
        application="Presence.ReadWrite.All",
        delegated="Presence.ReadWrite",
        page=generated("76f025a09c051fbc6c5dd7ee861a91fd7b0c6558", "presence-setpresence"),
    ),
    # "With user delegated permissions this operation only works for the 'me' user."
    ("GET", "/users/{}/joinedTeams"): row(
        application=(
            "Team.ReadBasic.All, TeamSettings.Read.All, TeamSettings.ReadWrite.All, "
            "User.Read.All, User.ReadWrite.All, Directory.Read.All, Directory.ReadWrite.All"
        ),
        delegated="",
        page=written("user-list-joinedteams"),
    ),
    ("GET", "/me/joinedTeams"): row(
        application="",
        delegated=(
            "Team.ReadBasic.All, TeamSettings.Read.All, TeamSettings.ReadWrite.All, "
            "User.Read.All, User.ReadWrite.All, Directory.Read.All, Directory.ReadWrite.All"
        ),
        page=written("user-list-joinedteams"),
    ),
    ("GET", "/users/{}/chats"): row(
        application="Chat.ReadBasic.All, Chat.Read.All, Chat.ReadWrite.All",
        delegated="Chat.ReadBasic, Chat.Read, Chat.ReadWrite",
        page=current("chat-list"),
    ),
    ("POST", "/chats/{}/messages"): row(
        application="Teamwork.Migrate.All, ChatMessage.ReadWriteSelected.Chat",
        delegated="ChatMessage.Send, Chat.ReadWrite, Group.ReadWrite.All",
        page=generated("b77efd234cf2513558d558fb8154ec756496e5c5", "chat-post-messages"),
    ),
    ("POST", "/users/{}/onlineMeetings"): row(
        application="OnlineMeetings.ReadWrite.All",
        delegated="OnlineMeetings.ReadWrite",
        page=written("application-post-onlinemeetings"),
    ),
}

_TASKS_AND_FILES: RequiredPermissions = {
    ("GET", "/users/{}/planner/tasks"): row(
        application="Tasks.Read.All, Tasks.ReadWrite.All",
        delegated="Tasks.Read, Tasks.ReadWrite, Group.Read.All, Group.ReadWrite.All",
        page=revised("0273c463ba400fd1c477eb6800edb2eee57b1773", "planneruser-list-tasks"),
    ),
    ("GET", "/users/{}/planner/plans"): row(
        application="",
        delegated="Tasks.Read, Tasks.ReadWrite, Group.Read.All, Group.ReadWrite.All",
        page=written("planneruser-list-plans"),
    ),
    ("GET", "/users/{}/todo/lists"): row(
        application="Tasks.Read.All",
        delegated="Tasks.Read, Tasks.ReadWrite",
        page=current("todo-list-lists"),
    ),
    ("GET", "/users/{}/drive"): row(
        application="Files.Read.All, Files.ReadWrite.All, Sites.Read.All, Sites.ReadWrite.All",
        delegated=(
            "Files.Read, Files.ReadWrite, Files.Read.All, Files.ReadWrite.All, Sites.Read.All, "
            "Sites.ReadWrite.All"
        ),
        page=written("drive-get"),
    ),
    ("GET", "/users/{}/drive/root/children"): row(
        application="Files.Read.All, Files.ReadWrite.All, Sites.Read.All, Sites.ReadWrite.All",
        delegated=(
            "Files.Read, Files.ReadWrite, Files.Read.All, Files.ReadWrite.All, Sites.Read.All, "
            "Sites.ReadWrite.All"
        ),
        page=written("driveitem-list-children"),
    ),
    ("GET", "/users/{}/drive/items/{}/children"): row(
        application="Files.Read.All, Files.ReadWrite.All, Sites.Read.All, Sites.ReadWrite.All",
        delegated=(
            "Files.Read, Files.ReadWrite, Files.Read.All, Files.ReadWrite.All, Sites.Read.All, "
            "Sites.ReadWrite.All"
        ),
        page=written("driveitem-list-children"),
    ),
    ("GET", "/users/{}/drive/items/{}/content"): row(
        application="Files.Read.All, Files.ReadWrite.All, Sites.Read.All, Sites.ReadWrite.All",
        delegated=(
            "Files.Read, Files.ReadWrite, Files.Read.All, Files.ReadWrite.All, Sites.Read.All, "
            "Sites.ReadWrite.All"
        ),
        page=written("driveitem-get-content"),
    ),
    ("GET", "/users/{}/insights/used"): row(
        application="Sites.Read.All, Sites.ReadWrite.All",
        delegated="Sites.Read.All, Sites.ReadWrite.All",
        page=written("insights-list-used"),
    ),
    # Its page lists application permissions, but the "OneNote API doesn't support app-only
    # authentication": https://learn.microsoft.com/graph/api/resources/onenote-api-overview
    ("GET", "/users/{}/onenote/notebooks"): row(
        application="",
        delegated="Notes.Create, Notes.Read, Notes.ReadWrite, Notes.Read.All, Notes.ReadWrite.All",
        page=written("onenote-list-notebooks"),
    ),
}

COLLABORATION: RequiredPermissions = {**_PEOPLE_AND_TEAMS, **_TASKS_AND_FILES}
"""The rows of this module."""
