"""Addresses of the pages."""

from django.urls import URLPattern, URLResolver, path

from frontend.views.about import about, access, privacy
from frontend.views.comments import comment, comment_fragment, comments, points, replies
from frontend.views.communities import community
from frontend.views.demo_mails import demo_mail, demo_mails
from frontend.views.desk import desk, desk_comment, desk_idea, desks
from frontend.views.drafts import (
    draft,
    draft_publication,
    draft_removal,
    draft_step,
    drafts,
    idea_published,
)
from frontend.views.edits import idea_edit, idea_withdrawal, revisions
from frontend.views.flags import comment_flag, idea_flag
from frontend.views.following import follow
from frontend.views.groups import group
from frontend.views.home import home, home_moving
from frontend.views.ideas import another, idea, idea_short, similar
from frontend.views.inbox import inbox, inbox_count, inbox_reading, notification_reading
from frontend.views.language import language
from frontend.views.mail import mail_preference, stop_mail
from frontend.views.marks import mark
from frontend.views.membership import invitation, members, membership
from frontend.views.official import idea_answers
from frontend.views.own_comments import comment_edit, comment_withdrawal
from frontend.views.parts import (
    group_phases,
    idea_answer,
    idea_card,
    idea_head,
    idea_stand,
    idea_tally,
    idea_timeline,
)
from frontend.views.profile import settings
from frontend.views.propose import (
    propose,
    propose_similar,
    propose_somewhere,
    propose_step,
)
from frontend.views.search import search
from frontend.views.theme import theme
from frontend.views.votes import vote

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("moving", home_moving, name="home_moving"),
    path("theme.css", theme, name="theme"),
    path("i18n/language", language, name="set_language"),
    path("c/<slug:community>/", community, name="community"),
    path("c/<slug:community>/<slug:group>/", group, name="group"),
    path("groups/<int:pk>/phases", group_phases, name="group_phases"),
    path("ideas/<int:pk>/", idea_short, name="idea_short"),
    path("ideas/<int:pk>-<str:slug>/", idea, name="idea"),
    path("ideas/<int:pk>/vote", vote, name="vote"),
    path("ideas/<int:pk>/comments", comments, name="comments"),
    path("ideas/<int:pk>/points/<slug:side>", points, name="points"),
    path("ideas/<int:pk>/similar", similar, name="similar"),
    path("ideas/<int:pk>/another", another, name="another"),
    path("ideas/<int:pk>/card", idea_card, name="idea_card"),
    path("ideas/<int:pk>/head", idea_head, name="idea_head"),
    path("ideas/<int:pk>/stand", idea_stand, name="idea_stand"),
    path("ideas/<int:pk>/tally", idea_tally, name="idea_tally"),
    path("ideas/<int:pk>/answer", idea_answer, name="idea_answer"),
    path("ideas/<int:pk>/timeline", idea_timeline, name="idea_timeline"),
    path("comments/<int:pk>", comment, name="comment"),
    path("comments/<int:pk>/fragment", comment_fragment, name="comment_fragment"),
    path("comments/<int:pk>/replies", replies, name="replies"),
    path("comments/<int:pk>/convincing", mark, name="mark"),
    path("propose/", propose_somewhere, name="propose_somewhere"),
    path("c/<slug:community>/<slug:group>/propose", propose, name="propose"),
    path(
        "c/<slug:community>/<slug:group>/propose/similar", propose_similar, name="propose_similar"
    ),
    path("c/<slug:community>/<slug:group>/propose/<slug:step>", propose_step, name="propose_step"),
    path("drafts/", drafts, name="drafts"),
    path("drafts/<int:pk>/", draft, name="draft"),
    path("drafts/<int:pk>/publication", draft_publication, name="draft_publication"),
    path("drafts/<int:pk>/removal", draft_removal, name="draft_removal"),
    path("drafts/<int:pk>/<slug:step>", draft_step, name="draft_step"),
    path("ideas/<int:pk>/published", idea_published, name="idea_published"),
    path("ideas/<int:pk>/edit", idea_edit, name="idea_edit"),
    path("ideas/<int:pk>/withdrawal", idea_withdrawal, name="idea_withdrawal"),
    path("ideas/<int:pk>/answers", idea_answers, name="idea_answers"),
    path("ideas/<int:pk>/revisions", revisions, name="revisions"),
    path("ideas/<int:pk>/revisions/<int:version>", revisions, name="revision"),
    path("comments/<int:pk>/edit", comment_edit, name="comment_edit"),
    path("comments/<int:pk>/withdrawal", comment_withdrawal, name="comment_withdrawal"),
    path("search/", search, name="search"),
    path("settings", settings, name="settings"),
    path("c/<slug:community>/<slug:group>/membership", membership, name="membership"),
    path("c/<slug:community>/<slug:group>/members", members, name="members"),
    path("invitations/<slug:token>/", invitation, name="invitation"),
    path("about/", about, name="about"),
    path("access/", access, name="access"),
    path("privacy/", privacy, name="privacy"),
    path("inbox", inbox, name="inbox"),
    path("inbox/count", inbox_count, name="inbox_count"),
    path("inbox/reading", inbox_reading, name="inbox_reading"),
    path("inbox/<int:pk>/reading", notification_reading, name="notification_reading"),
    path("settings/mail", mail_preference, name="mail_preference"),
    path("mail/stop/<slug:what>/<slug:token>", stop_mail, name="stop_mail"),
    path("ideas/<int:pk>/follow", follow, name="follow"),
    path("desk/", desks, name="desks"),
    path("desk/ideas/<int:pk>", desk_idea, name="desk_idea"),
    path("desk/comments/<int:pk>", desk_comment, name="desk_comment"),
    path("c/<slug:community>/<slug:group>/desk", desk, name="desk"),
    path("ideas/<int:pk>/flag", idea_flag, name="idea_flag"),
    path("comments/<int:pk>/flag", comment_flag, name="comment_flag"),
    path("demo/mails", demo_mails, name="demo_mails"),
    path("demo/mails/<int:pk>", demo_mail, name="demo_mail"),
]
