"""What the endpoints ask that are no mailbox's: users, groups and sites.

A row for ``/me`` stands where its page tells the signed-in user from other users.
"""

from .pages import current, generated, row, written
from .required import RequiredPermissions

_USERS: RequiredPermissions = {
    # These pages list User.ReadBasic.All for users only. The permissions reference has it for
    # applications as well, "to read a basic set of profile properties of users".
    ("GET", "/users"): row(
        application=(
            "User.ReadBasic.All, User.Read.All, User.ReadWrite.All, Directory.Read.All, "
            "Directory.ReadWrite.All"
        ),
        delegated=(
            "User.ReadBasic.All, User.Read.All, User.ReadWrite.All, Directory.Read.All, "
            "Directory.ReadWrite.All, Directory.AccessAsUser.All"
        ),
        page=written("user-list"),
    ),
    # "The User.Read permission allows the app to read the profile … of the signed-in user only."
    ("GET", "/users/{}"): row(
        application=(
            "User.ReadBasic.All, User.Read.All, User.ReadWrite.All, Directory.Read.All, "
            "Directory.ReadWrite.All"
        ),
        delegated=(
            "User.ReadBasic.All, User.Read.All, User.ReadWrite.All, Directory.Read.All, "
            "Directory.ReadWrite.All"
        ),
        page=current("user-get"),
    ),
    ("GET", "/me"): row(
        application="",
        delegated=(
            "User.Read, User.ReadWrite, User.ReadBasic.All, User.Read.All, User.ReadWrite.All, "
            "Directory.Read.All, Directory.ReadWrite.All"
        ),
        page=current("user-get"),
    ),
    ("PATCH", "/users/{}"): row(
        application="User.ReadWrite.All, User.ManageIdentities.All, Directory.ReadWrite.All",
        delegated=(
            "User.ReadWrite, User.ReadWrite.All, User.ManageIdentities.All, "
            "Directory.ReadWrite.All, Directory.AccessAsUser.All"
        ),
        page=written("user-update"),
    ),
    ("GET", "/users/{}/manager"): row(
        application=(
            "User.Read.All, User.ReadWrite.All, Directory.Read.All, Directory.ReadWrite.All"
        ),
        delegated=(
            "User.Read.All, User.ReadWrite.All, Directory.Read.All, Directory.ReadWrite.All, "
            "Directory.AccessAsUser.All"
        ),
        page=written("user-list-manager"),
    ),
    ("GET", "/users/{}/directReports"): row(
        application=(
            "User.Read.All, User.ReadWrite.All, Directory.Read.All, Directory.ReadWrite.All"
        ),
        delegated=(
            "User.Read.All, User.ReadWrite.All, Directory.Read.All, Directory.ReadWrite.All, "
            "Directory.AccessAsUser.All"
        ),
        page=written("user-list-directreports"),
    ),
    # For applications the page of July 2021 lists the permissions of User.
    ("GET", "/users/{}/photo/$value"): row(
        application="ProfilePhoto.Read.All, User.Read.All, User.ReadWrite.All",
        delegated=(
            "ProfilePhoto.Read.All, ProfilePhoto.ReadWrite.All, User.Read, User.ReadBasic.All, "
            "User.Read.All, User.ReadWrite, User.ReadWrite.All"
        ),
        page=current("profilephoto-get"),
    ),
    ("POST", "/users/{}/revokeSignInSessions"): row(
        application="User.RevokeSessions.All",
        delegated="User.RevokeSessions.All, Directory.ReadWrite.All, User.ReadWrite.All",
        page=current("user-revokesigninsessions"),
    ),
    ("GET", "/users/{}/authentication/methods"): row(
        application="UserAuthenticationMethod.Read.All, UserAuthenticationMethod.ReadWrite.All",
        delegated="UserAuthenticationMethod.Read.All, UserAuthenticationMethod.ReadWrite.All",
        page=generated("4f8859f4bcdc897f00462f5d183031ddef8fa124", "authentication-list-methods-2"),
    ),
    ("GET", "/me/authentication/methods"): row(
        application="",
        delegated="UserAuthenticationMethod.Read, UserAuthenticationMethod.ReadWrite",
        page=written("authentication-list-methods"),
    ),
}

_GROUPS_AND_SITES: RequiredPermissions = {
    ("GET", "/users/{}/memberOf"): row(
        application="Directory.Read.All, Directory.ReadWrite.All",
        delegated=(
            "User.Read, GroupMember.Read.All, Directory.Read.All, Directory.ReadWrite.All, "
            "Directory.AccessAsUser.All"
        ),
        page=written("user-list-memberof"),
    ),
    ("GET", "/users/{}/transitiveMemberOf"): row(
        application="User.Read.All, Directory.Read.All, Directory.ReadWrite.All, Group.Read.All",
        delegated=(
            "User.Read.All, Directory.Read.All, Directory.ReadWrite.All, Group.Read.All, "
            "GroupMember.Read.All"
        ),
        page=current("user-list-transitivememberof"),
    ),
    ("GET", "/me/transitiveMemberOf"): row(
        application="",
        delegated=(
            "User.Read, Directory.Read.All, Directory.ReadWrite.All, Group.Read.All, "
            "GroupMember.Read.All, User.Read.All"
        ),
        page=current("user-list-transitivememberof"),
    ),
    ("POST", "/users/{}/getMemberGroups"): row(
        application=(
            "User.ReadBasic.All and GroupMember.Read.All, User.Read.All and GroupMember.Read.All, "
            "User.ReadBasic.All and Group.Read.All, User.Read.All and Group.Read.All, "
            "Directory.Read.All"
        ),
        delegated=(
            "User.ReadBasic.All and GroupMember.Read.All, User.Read.All and GroupMember.Read.All, "
            "User.ReadBasic.All and Group.Read.All, User.Read.All and Group.Read.All, "
            "Directory.Read.All"
        ),
        page=current("directoryobject-getmembergroups"),
    ),
    ("POST", "/me/getMemberGroups"): row(
        application="",
        delegated=(
            "User.Read and GroupMember.Read.All, User.Read and Group.Read.All, "
            "User.ReadBasic.All and GroupMember.Read.All, User.ReadBasic.All and Group.Read.All, "
            "User.Read.All and GroupMember.Read.All, User.Read.All and Group.Read.All, "
            "Directory.Read.All"
        ),
        page=written("directoryobject-getmembergroups"),
    ),
    ("GET", "/groups"): row(
        application=(
            "GroupMember.Read.All, Group.Read.All, Directory.Read.All, Group.ReadWrite.All, "
            "Directory.ReadWrite.All"
        ),
        delegated=(
            "GroupMember.Read.All, Group.Read.All, Directory.Read.All, Group.ReadWrite.All, "
            "Directory.ReadWrite.All, Directory.AccessAsUser.All"
        ),
        page=written("group-list"),
    ),
    ("GET", "/sites/{}"): row(
        application="Sites.Read.All, Sites.ReadWrite.All",
        delegated="Sites.Read.All, Sites.ReadWrite.All",
        page=written("site-get"),
    ),
}

DIRECTORY: RequiredPermissions = {**_USERS, **_GROUPS_AND_SITES}
"""The rows of this module."""
