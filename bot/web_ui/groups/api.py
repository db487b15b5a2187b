"""Groups over HTTP. Who is not in one is told that there is none."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from bot.features import groups
from bot.features.groups import Group, Settings
from bot.web_ui.frame import group_shapes as shapes
from bot.web_ui.frame import wire
from bot.web_ui.session import Pith, SignedIn

api = APIRouter(tags=["groups"])


def group_json(group: Group) -> dict[str, Any]:
    return {
        "id": group.id,
        "name": group.name,
        "discord_server": str(group.server_id) if group.server_id else None,
        "discord_channel": str(group.channel_id) if group.channel_id else None,
        "language": group.language,
        "sharers": group.sharers,
        "daily_shares": group.daily_shares,
        "members": group.members,
        "role": group.role,
        "own_name": group.own_name,
        "ends_at": group.gone_at,
        "is_hidden": group.is_hidden,
        "created_at": group.created_at,
    }


@api.get("/groups", response_model=shapes.GroupList)
async def list_groups(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """The groups you are in."""
    return {
        "groups": [group_json(group) for group in await groups.mine(app, visitor.person, also_hidden=True)]
    }


@api.post("/groups", status_code=201, response_model=shapes.Group)
async def make_group(wish: shapes.NewGroup, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """A new circle, which you manage."""
    return group_json(await groups.make(app, visitor.person, wish.name, wish.own_name))


@api.post("/groups/join", response_model=shapes.Group)
async def join_group(wish: shapes.Joining, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Joins a circle by an invitation."""
    secret = groups.secret_in(wish.link)
    return group_json(await groups.accept(app, visitor.person, secret, wish.own_name))


@api.get("/groups/{group_id}", response_model=shapes.Group)
async def read_group(group_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    return group_json(await groups.get(app, visitor.person, group_id))


@api.patch("/groups/{group_id}", response_model=shapes.Group)
async def patch_group(
    group_id: wire.Identity, wish: shapes.GroupChange, app: Pith, visitor: SignedIn
) -> dict[str, Any]:
    """Changes its settings, as who manages it; each change is written down."""
    return group_json(
        await groups.change_settings(app, visitor.person, group_id, Settings(**wish.model_dump()))
    )


@api.get("/groups/{group_id}/changes", response_model=shapes.SettingChangeList)
async def list_changes(group_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """The last changes of its settings, newest first."""
    found = await groups.changes(app, visitor.person, group_id)
    return {
        "changes": [
            {
                "setting": each.setting,
                "before": each.before,
                "after": each.after,
                "name": each.name,
                "changed_at": each.changed_at,
            }
            for each in found
        ]
    }


@api.delete("/groups/{group_id}/membership", status_code=204, response_class=Response)
async def leave_group(group_id: wire.Identity, app: Pith, visitor: SignedIn) -> None:
    """You leave; what you shared there is taken back."""
    await groups.leave(app, visitor.person, group_id)


@api.patch("/groups/{group_id}/membership", status_code=204, response_class=Response)
async def rename_self(group_id: wire.Identity, wish: shapes.OwnName, app: Pith, visitor: SignedIn) -> None:
    """What the members of a circle call you."""
    await groups.rename_self(app, visitor.person, group_id, wish.own_name)


@api.get("/groups/{group_id}/members", response_model=shapes.MemberList)
async def list_members(group_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    found = await groups.members(app, visitor.person, group_id)
    return {
        "members": [
            {"id": each.id, "name": each.name, "role": each.role, "joined_at": each.joined_at}
            for each in found
        ]
    }


@api.delete("/groups/{group_id}/members/{member_id}", status_code=204, response_class=Response)
async def remove_member(
    group_id: wire.Identity, member_id: wire.Identity, app: Pith, visitor: SignedIn
) -> None:
    """Takes somebody out of a circle that you manage."""
    await groups.remove(app, visitor.person, group_id, member_id)


@api.get("/groups/{group_id}/invitations", response_model=shapes.InvitationList)
async def list_invitations(group_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Those that can be used now; their links are not kept."""
    found = await groups.invitations(app, visitor.person, group_id)
    return {"invitations": [_invitation_json(each) for each in found]}


def _invitation_json(invitation: groups.Invitation) -> dict[str, Any]:
    return {
        "id": invitation.id,
        "uses": invitation.uses,
        "created_at": invitation.created_at,
        "expires_at": invitation.expires_at,
    }


@api.post("/groups/{group_id}/invitations", status_code=201, response_model=shapes.NewInvitation)
async def invite(
    group_id: wire.Identity, wish: shapes.InvitationWish, app: Pith, visitor: SignedIn
) -> dict[str, Any]:
    """A link into a circle that you manage."""
    made, link = await groups.invite(app, visitor.person, group_id, app.settings.base_url, wish.days)
    return _invitation_json(made) | {"link": link}


@api.delete("/groups/{group_id}/invitations/{invitation_id}", status_code=204, response_class=Response)
async def revoke_invitation(
    group_id: wire.Identity, invitation_id: wire.Identity, app: Pith, visitor: SignedIn
) -> None:
    """Its link is of no use from now on."""
    await groups.revoke(app, visitor.person, group_id, invitation_id)
