"""The blueprints and the host class each answers on: `city`, `apex`, or both."""

from __future__ import annotations

from flask import Blueprint

from col_app.city.branding import queries as branding
from col_app.city.branding import views as branding_views
from col_app.city.console import views as console
from col_app.city.featured import views as featured
from col_app.city.front import views as front
from col_app.city.keys import views as city_keys
from col_app.city.linkedin import views as linkedin
from col_app.city.skills import imports as spine_imports
from col_app.city.skills import jobs as spine_jobs
from col_app.city.skills import reports as spine_reports
from col_app.city.skills import views as city_skills
from col_app.city.topics import views as city_topics
from col_app.core import health
from col_app.core.web import HOST_CLASSES, PortalApp
from col_app.learning import content
from col_app.learning.activities import views as activities
from col_app.learning.applications import jobs as application_jobs
from col_app.learning.applications import views as applications
from col_app.learning.circles import asking as circle_proposals
from col_app.learning.circles import jobs as circle_jobs
from col_app.learning.circles import views as circles
from col_app.learning.discovery import views as discovery
from col_app.learning.feedback import views as feedback
from col_app.learning.guests import jobs as guest_jobs
from col_app.learning.guests import views as guests
from col_app.learning.hosting import jobs as hosting_jobs
from col_app.learning.hosting import views as hosting
from col_app.learning.index import models as index_tables
from col_app.learning.interests import views as interests
from col_app.learning.lists import views as lists
from col_app.learning.organisers import models as organiser_tables
from col_app.learning.organisers import views as organisers
from col_app.learning.participation import jobs as participation_jobs
from col_app.learning.participation import views as participation
from col_app.learning.passes import views as passes
from col_app.learning.places import models as place_tables
from col_app.learning.places import views as places
from col_app.learning.playlists import models as playlist_tables
from col_app.learning.playlists import views as playlists
from col_app.learning.saved import views as saved
from col_app.learning.seats import jobs as seat_jobs
from col_app.learning.seats import views as seats
from col_app.learning.skills import models as skill_tables
from col_app.learning.skills import views as skills
from col_app.learning.suggestions import views as suggestions
from col_app.learning.topics import models as topic_tables
from col_app.learning.topics import views as topics
from col_app.me.mentors import desk as mentoring
from col_app.me.mentors import jobs as mentor_jobs
from col_app.me.mentors import link as mentor_link
from col_app.me.mentors import oversight as mentor_oversight
from col_app.me.mentors import views as mentors
from col_app.me.merging import views as merging
from col_app.me.passport import views as passport
from col_app.me.prepared import studio as prepared_studio
from col_app.me.prepared import views as prepared
from col_app.me.privacy import views as privacy
from col_app.network.calls import models as call_tables
from col_app.network.directory import views as directory
from col_app.network.featured import views as featured_city
from col_app.network.search import views as search
from col_app.network.welcome import views as welcome
from col_app.people.accounts import views as accounts
from col_app.people.addresses import views as addresses
from col_app.people.links import views as links
from col_app.people.sessions import views as sessions
from col_app.people.sign_up import views as sign_up
from col_app.recognition.awards import apex as awards_apex
from col_app.recognition.awards import jobs as award_jobs
from col_app.recognition.awards import views as awards
from col_app.recognition.awards import wishes as award_wishes
from col_app.recognition.badges import models as badge_tables
from col_app.recognition.badges import views as badges
from col_app.recognition.batches import jobs as batch_jobs
from col_app.recognition.batches import views as batches
from col_app.recognition.claims import views as claims
from col_app.recognition.definitions import views as definitions
from col_app.recognition.endorsements import desk as endorsement_desk
from col_app.recognition.endorsements import jobs as endorsement_jobs
from col_app.recognition.endorsements import link as endorsement_link
from col_app.recognition.endorsements import views as endorsements
from col_app.recognition.evidence import views as evidence
from col_app.recognition.groups import views as groups
from col_app.recognition.invitations import jobs as invitation_jobs
from col_app.recognition.invitations import letters as invitation_letters
from col_app.recognition.invitations import views as invitations
from col_app.recognition.quests import desk as reviews
from col_app.recognition.quests import jobs as quest_jobs
from col_app.recognition.quests import views as quests
from col_app.recognition.recognise import desk as recognised
from col_app.recognition.recognise import jobs as recognise_jobs
from col_app.recognition.recognise import views as recognise
from col_app.recognition.requirements import jobs as requirement_jobs
from col_app.recognition.requirements import views as requirements
from col_app.recognition.statements import views as statements
from col_app.recognition.tokens import views as tokens
from col_app.recognition.verify import views as verify
from col_app.recognition.wallet import showing as collections
from col_app.recognition.wallet import views as wallet
from col_app.ui import views as ui

CITY: tuple[Blueprint, ...] = (
    front.bp,
    branding_views.bp,
    console.bp,
    city_keys.bp,
    linkedin.bp,
    city_skills.bp,
    spine_reports.bp,
    spine_imports.bp,
    city_topics.bp,
    featured.bp,
    activities.bp,
    suggestions.bp,
    discovery.bp,
    topics.bp,
    playlists.bp,
    places.bp,
    organisers.bp,
    skills.bp,
    badges.bp,
    definitions.bp,
    awards.bp,
    award_wishes.bp,
    batches.bp,
    groups.bp,
    claims.bp,
    invitations.bp,
    requirements.bp,
    tokens.bp,
    statements.bp,
    evidence.bp,
    recognise.bp,
    recognised.bp,
    quests.bp,
    reviews.bp,
    endorsements.bp,
    endorsement_desk.bp,
    endorsement_link.bp,
    participation.bp,
    applications.bp,
    hosting.bp,
    saved.bp,
    lists.bp,
    circles.bp,
    circle_proposals.bp,
    seats.bp,
    guests.bp,
    feedback.bp,
    passes.bp,
    passport.bp,
    interests.bp,
    prepared.bp,
    prepared_studio.bp,
    mentors.bp,
    mentor_link.bp,
    mentoring.bp,
    mentor_oversight.bp,
    sessions.city_bp,
)
APEX: tuple[Blueprint, ...] = (
    welcome.bp,
    directory.bp,
    search.bp,
    featured_city.bp,
    accounts.bp,
    addresses.bp,
    merging.bp,
    privacy.bp,
    sign_up.bp,
    links.bp,
    wallet.bp,
    collections.bp,
    sessions.apex_bp,
    awards_apex.bp,
)
BOTH: tuple[Blueprint, ...] = (ui.bp, health.bp, verify.bp)
JOBS = (
    application_jobs,
    award_jobs,
    batch_jobs,
    circle_jobs,
    endorsement_jobs,
    guest_jobs,
    hosting_jobs,
    invitation_jobs,
    mentor_jobs,
    participation_jobs,
    quest_jobs,
    recognise_jobs,
    requirement_jobs,
    seat_jobs,
    spine_jobs,
)
TABLES = (
    content,
    call_tables,
    index_tables,
    organiser_tables,
    place_tables,
    playlist_tables,
    skill_tables,
    topic_tables,
    badge_tables,
)
"""Rooms whose tables nobody else names: importing them makes the metadata whole."""


def register(app: PortalApp) -> None:
    """Hang every room into the app."""
    invitation_letters.register()
    app.load_portal = branding.portal_facts
    for host_class, blueprints in (("city", CITY), ("apex", APEX), (HOST_CLASSES, BOTH)):
        for blueprint in blueprints:
            app.register_blueprint(blueprint, subdomain=host_class)
