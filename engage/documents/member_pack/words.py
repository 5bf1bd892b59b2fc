"""The pack's standing words: what holds for any assembly, and nothing that only this one's file could know."""

from engage.languages.catalogues import mark

STEPS = (
    mark("You talk at small tables, and somebody writes down what is said, without names."),
    mark("From these notes the assembly writes what it wants to happen, in its own words."),
    mark("You vote on each text. The report prints it word for word as you voted on it, with the result."),
    mark("Each text goes to the partners it is meant for. They are told by when to answer."),
    mark("Each partner says what it will do and by when, or why it will not."),
    mark("We write to you, in your language, and tell you what they said and what they did."),
)
"""What will happen to the members' work, in order."""

HOW_A_DAY_WORKS = (
    mark("You sit at a small table with other members. You may sit with other people each time."),
    mark("A facilitator at each table helps everyone to be heard. Facilitators have no vote and take no side."),
    mark("Speakers explain things in plain words. You can ask them anything."),
    mark("Somebody writes down what your table says. Your name is not written beside it."),
    mark("There are breaks. You may also take one whenever you need it."),
)

GROUND_RULES = (
    mark("Everyone counts the same. Nobody has to be an expert."),
    mark("One person speaks at a time. Leave room for those who have said little."),
    mark("Say what you think, and listen in order to understand."),
    mark("You may disagree with an idea. Respect the person."),
    mark("Ask when something is not clear. Others will be glad that you did."),
    mark("What people tell about their own lives stays in the room."),
    mark("Please turn your phone to silent."),
)
"""A beginning: members agree on their own at the first session."""

EXPENSES = (
    mark("Ask us what we pay for before you spend money: travel, care for children or others, other help."),
    mark("Ask us too whether you are paid for your time, and how the money reaches you."),
    mark("Keep every ticket and receipt, and give them to us."),
    mark("Do you get benefits? Ask an adviser before you take a payment: it may count as income."),
)

SUPPORT = (
    mark("Do you feel unwell, upset or unsafe? Tell a facilitator or any of us, at any time."),
    mark("Are you worried about somebody else? Tell us too."),
    mark("In an emergency call 999."),
)

RIGHTS = (
    mark("Taking part is your choice. You may stop at any time, and you need not say why."),
    mark("You may stay silent on anything, and leave any vote blank."),
    mark("We keep your name, how to reach you, your answers and your needs, so that you can take part."),
    mark("You may see what we hold about you, have mistakes put right, and ask us to delete it."),
    mark("What we publish never says who said what, or how anyone voted."),
    mark("Are you unhappy with how your information is used? You can tell the Information Commissioner's Office."),
)

GLOSSARY = (
    (mark("Agenda"), mark("The plan of a session: what happens, and when.")),
    (mark("Assembly"), mark("A group of people, chosen to be like everyone who lives here, who advise on a question.")),
    (mark("Ballot paper"), mark("The paper on which you vote. Nobody can tell whose it is.")),
    (mark("Commissioner"), mark("Whoever asked for the assembly and must listen to it.")),
    (mark("Expectation"), mark("What the assembly wants a partner to do, in the words that you voted on.")),
    (mark("Facilitator"), mark("Somebody who helps a table to talk so that everyone is heard.")),
    (mark("Member"), mark("One of the people who make up the assembly: you.")),
    (mark("Partner"), mark("An organisation, or a group of people, that the assembly speaks to.")),
    (mark("Quorum"), mark("How many members must be there before a vote can decide anything.")),
    (mark("Recommendation"), mark("Advice of the assembly on what should be done.")),
    (mark("Remit"), mark("What the assembly can decide about, and what it can't.")),
    (mark("Session"), mark("One day on which the assembly meets.")),
    (mark("Threshold"), mark("How large a share of the votes is needed to pass.")),
)
"""Words and their meanings; a pack sorts them by the words of its own language."""
