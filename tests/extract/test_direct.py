# ruff: noqa: E501 - a table of sentences
"""Direct speech and its speakers; every article here is made up."""

import pytest

from stance.articles.article import Article, Finding
from stance.articles.layout import blocks
from stance.extract.quotes.find import find

#: An article, and the words somebody says in it with the speaker's fullest name.
SPOKEN: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "“We will not wait,” said Anna Example, a lecturer at the University of Testville.",
        [("We will not wait,", "Anna Example")],
    ),
    (
        '"We will not wait," Anna Example, a lecturer at the University of Testville, said on Monday.',
        [("We will not wait,", "Anna Example")],
    ),
    (
        "Anna Example said: “We will not wait.”",
        [("We will not wait.", "Anna Example")],
    ),
    (
        "“We will not wait,” Anna Example told reporters, “because the law is clear.”",
        [("We will not wait,", "Anna Example"), ("because the law is clear.", "Anna Example")],
    ),
    (
        "Ben Sample met Anna Example on Tuesday. “She was clear,” he said. “We agreed.”",
        [("She was clear,", "Ben Sample"), ("We agreed.", "Ben Sample")],
    ),
    (
        "The mayor, Anna Example, spoke first. “It is late,” she said.",
        [("It is late,", "Anna Example")],
    ),
    (
        "“Is it late?” asked Ben Sample.",
        [("Is it late?", "Ben Sample")],
    ),
    (
        "“Is it late?” Ben Sample asked.",
        [("Is it late?", "Ben Sample")],
    ),
    (
        "Prime Minister Anna Example called the plan “a grave mistake for all of us” and left.",
        [("a grave mistake for all of us", "Anna Example")],
    ),
    (
        "Critics say the so-called “Green Wall” will fail.",
        [],
    ),
    (
        "His new book, “The Long Winter of Testland”, was published in May.",
        [],
    ),
    (
        "The “experts” were wrong.",
        [],
    ),
    (
        "“I have no doubt that the talks will go on,” said a spokesman for the Ministry of Testing.",
        [("I have no doubt that the talks will go on,", "a spokesman for the Ministry of Testing")],
    ),
    (
        "According to Ben Sample, the plan was “a step too far for the region”.",
        [("a step too far for the region", "Ben Sample")],
    ),
    (
        "“The plan is dead,” according to Ben Sample.",
        [("The plan is dead,", "Ben Sample")],
    ),
    (
        "Asked about the plan, Anna Example replied: “No comment from me today.”",
        [("No comment from me today.", "Anna Example")],
    ),
    (
        "In a statement, the company said: “We regret the delay.”",
        [("We regret the delay.", "company")],
    ),
    (
        "“We regret the delay,” the company said in a statement.",
        [("We regret the delay,", "company")],
    ),
    (
        "Ben Sample, who leads the group, added that “nothing has been decided yet”.",
        [("nothing has been decided yet", "Ben Sample")],
    ),
    (
        "Anna Example condemned the attack, calling it “an act of pure cruelty”.",
        [("an act of pure cruelty", "Anna Example")],
    ),
    (
        "Anna Example condemned the attack, saying: “This is an act of pure cruelty.”",
        [("This is an act of pure cruelty.", "Anna Example")],
    ),
    (
        "“We lost,” Ben Sample admitted. “We lost badly.”\n\n“But we will be back.”",
        [
            ("We lost,", "Ben Sample"),
            ("We lost badly.", "Ben Sample"),
            ("But we will be back.", "Ben Sample"),
        ],
    ),
    (
        "“This is the first part of what I want to say to you.\n\n“And this is the second part,” Anna Example said.",
        [
            ("This is the first part of what I want to say to you.", "Anna Example"),
            ("And this is the second part,", "Anna Example"),
        ],
    ),
    (
        "Anna Example disagrees.\n\n“The numbers do not add up at all.”",
        [("The numbers do not add up at all.", "Anna Example")],
    ),
    (
        "“He told me, ‘Go home now,’ and I went,” said Anna Example.",
        [("He told me, ‘Go home now,’ and I went,", "Anna Example")],
    ),
    (
        "'We will fight this,' said Anna Example. 'It's our right and the workers' right.'",
        [
            ("We will fight this,", "Anna Example"),
            ("It's our right and the workers' right.", "Anna Example"),
        ],
    ),
    (
        "„Wir werden sehen“, said Ben Sample.",
        [("Wir werden sehen", "Ben Sample")],
    ),
    (
        "« Nous verrons bien », said Ben Sample.",
        [("Nous verrons bien", "Ben Sample")],
    ),
    (
        "Senator Anna Example (D-Testland) said “there is no way forward without a vote.”",
        [("there is no way forward without a vote.", "Anna Example")],
    ),
    (
        '"We can do it ," Ms. Example said . "I know ."\n\nAnna Example is the mayor.',
        [("We can do it ,", "Anna Example"), ("I know .", "Anna Example")],
    ),
    (
        'Sen. Anna Example, R-Ohio, tweeted: "We need answers now."',
        [("We need answers now.", "Anna Example")],
    ),
    (
        "“It’s a joke,” Sample, 45, said.\n\nBen Sample is a baker.",
        [("It’s a joke,", "Ben Sample")],
    ),
    (
        "“It’s a joke,” says Ben Sample, who is a baker. His wife, Anna Example, disagrees: “It is serious.”",
        [("It’s a joke,", "Ben Sample"), ("It is serious.", "Anna Example")],
    ),
    (
        "Former President Ben Sample told the Testville Times that he was “deeply worried about the vote”.",
        [("deeply worried about the vote", "Ben Sample")],
    ),
    (
        "The president was told by Anna Example that “time was running out”.",
        [("time was running out", "Anna Example")],
    ),
    (
        "Ben Sample was quoted as saying: “We are ready for talks.”",
        [("We are ready for talks.", "Ben Sample")],
    ),
    (
        "“We are ready,” Ben Sample was quoted as saying by the Testville Times.",
        [("We are ready,", "Ben Sample")],
    ),
    (
        "Testland’s foreign minister, Ben Sample, said the deal was “good for everyone in the region”.",
        [("good for everyone in the region", "Ben Sample")],
    ),
    (
        '"Yes," said Ben Sample.',
        [("Yes,", "Ben Sample")],
    ),
    (
        'Mr Sample said: "It is hard to see why." Ms Example disagreed. "It is easy," she said.\n\nBen Sample and Anna Example run shops.',
        [("It is hard to see why.", "Ben Sample"), ("It is easy,", "Anna Example")],
    ),
    (
        "“They came at night,” one resident said.",
        [("They came at night,", "one resident")],
    ),
    (
        "As Ben Sample put it: “You cannot eat a flag.”",
        [("You cannot eat a flag.", "Ben Sample")],
    ),
    (
        '"I love this place," she said with a smile.\n\nNext text.',
        [("I love this place,", "")],
    ),
    (
        "Ben Sample said he was “very happy” with it.",
        [("very happy", "Ben Sample")],
    ),
    (
        "The actor Ben Sample, best known for “The Long Night”, said he was tired.",
        [],
    ),
    (
        "Ben Sample, the coach of Testville United, was blunt after the match. “We were poor today,” he said.",
        [("We were poor today,", "Ben Sample")],
    ),
    (
        "“We were poor today,” said Testville United coach Ben Sample.",
        [("We were poor today,", "Ben Sample")],
    ),
    (
        "“We were poor today,” Testville United coach Ben Sample said after the match.",
        [("We were poor today,", "Ben Sample")],
    ),
    (
        "“We were poor today,” said coach Ben Sample after the match against Example City.",
        [("We were poor today,", "Ben Sample")],
    ),
    (
        '"The vote is a sham," Example wrote on Twitter on Monday, adding: "Nobody believes it."\n\nAnna Example leads a party.',
        [("The vote is a sham,", "Anna Example"), ("Nobody believes it.", "Anna Example")],
    ),
    (
        'But Ben Sample, speaking on behalf of the union, said that "the workers will not accept this."',
        [("the workers will not accept this.", "Ben Sample")],
    ),
    (
        "“The vote,” Anna Example said, “is a sham.”",
        [("The vote,", "Anna Example"), ("is a sham.", "Anna Example")],
    ),
    (
        "Testland President Ben Sample and Prime Minister Anna Example said in a joint statement: “We stand together.”",
        [("We stand together.", "Ben Sample"), ("We stand together.", "Anna Example")],
    ),
    (
        'Dr. Anna Example of the Testville Institute explained, "The virus spreads quickly in winter."',
        [("The virus spreads quickly in winter.", "Anna Example")],
    ),
    (
        "“The virus spreads quickly in winter,” explains Dr Anna Example, head of research at the Testville Institute.",
        [("The virus spreads quickly in winter,", "Anna Example")],
    ),
    (
        "Ben Sample said “stop it now and never went back.",
        [("stop it now and never went back.", "Ben Sample")],
    ),
    (
        '"This is big," Ben Sample, chief executive of Sample Corp., said in an interview with The Times.',
        [("This is big,", "Ben Sample")],
    ),
    (
        'Speaking in Testville, Ben Sample warned: "The worst is yet to come."',
        [("The worst is yet to come.", "Ben Sample")],
    ),
    (
        '"The worst is yet to come," warned Ben Sample. Anna Example, his deputy, agreed. "It will be bad," she said. "Very bad."',
        [
            ("The worst is yet to come,", "Ben Sample"),
            ("It will be bad,", "Anna Example"),
            ("Very bad.", "Anna Example"),
        ],
    ),
    (
        "The report, published on Monday, said the bank had “failed in its most basic duties”.",
        [("failed in its most basic duties", "report")],
    ),
    (
        "“We don’t know,” a police spokeswoman told the newspaper.",
        [("We don’t know,", "a police spokeswoman")],
    ),
    (
        "Ben Sample laughed. “No, not at all,” he says.",
        [("No, not at all,", "Ben Sample")],
    ),
    (
        '"That\'s how I see it," Van der Sample said.\n\nPieter van der Sample is a judge.',
        [("That's how I see it,", "Pieter van der Sample")],
    ),
    (
        "“I told him, “Leave now.” He did not,” said Anna Example.",
        [("I told him, “Leave now.” He did not,", "Anna Example")],
    ),
    (
        'The White House said in a statement the president "looks forward to the meeting with his friends".',
        [("looks forward to the meeting with his friends", "White House")],
    ),
    (
        '"The president looks forward to it," White House press secretary Anna Example said.',
        [("The president looks forward to it,", "Anna Example")],
    ),
    (
        '"We are on track," Goldman Example analyst Ben Sample wrote in a note to clients.',
        [("We are on track,", "Ben Sample")],
    ),
    (
        'When asked whether he would resign, Sample said, "Absolutely not."\n\nBen Sample leads.',
        [("Absolutely not.", "Ben Sample")],
    ),
    (
        'The family said in a statement released by their lawyer: "We are heartbroken."',
        [("We are heartbroken.", "family")],
    ),
    (
        'Anna Example, mother of two, remembers the day. "I was at work," she recalls.',
        [("I was at work,", "Anna Example")],
    ),
    (
        'In her speech, Example promised to "fight for every vote in the country."\n\nAnna Example leads.',
        [("fight for every vote in the country.", "Anna Example")],
    ),
    (
        '"If nothing changes," Example said, "we will leave." She did not say when.\n\nAnna Example leads.',
        [("If nothing changes,", "Anna Example"), ("we will leave.", "Anna Example")],
    ),
    (
        'Last week Ben Sample described Testland as "a country without a plan".',
        [("a country without a plan", "Ben Sample")],
    ),
    (
        'Sample\'s lawyer, Anna Example, said: "My client is innocent."\n\nBen Sample is on trial.',
        [("My client is innocent.", "Anna Example")],
    ),
    (
        'A spokesperson for Sample said: "He is innocent."\n\nBen Sample is on trial.',
        [("He is innocent.", "a spokesperson for Sample")],
    ),
    (
        'Example, who was in Testville on Monday, told reporters: "We have a plan."\n\nBen Example is governor.',
        [("We have a plan.", "Ben Example")],
    ),
    (
        '"We have a plan," Gov. Ben Sample said at a news conference, flanked by Anna Example. "It will work."',
        [("We have a plan,", "Ben Sample"), ("It will work.", "Ben Sample")],
    ),
    (
        '"The president has been clear on this," said White House spokeswoman Anna Example.',
        [("The president has been clear on this,", "Anna Example")],
    ),
    (
        '"I have always loved the sea," the 34-year-old told the magazine.\n\nBen Sample is a singer.',
        [("I have always loved the sea,", "34-year-old")],
    ),
    (
        '"We were close," Sample told BBC Sport. "Next time we will win it."\n\nCoach Ben Sample knows.',
        [("We were close,", "Ben Sample"), ("Next time we will win it.", "Ben Sample")],
    ),
    (
        'The family\'s lawyer Ben Sample said the ruling was "a victory for common sense".',
        [("a victory for common sense", "Ben Sample")],
    ),
    (
        'Testland accused its neighbour of "naked aggression against a sovereign state".',
        [("naked aggression against a sovereign state", "Testland")],
    ),
    (
        'In a letter to staff, chief executive Anna Example wrote: "This was a hard choice."',
        [("This was a hard choice.", "Anna Example")],
    ),
    (
        'A Google spokesperson said: "We take privacy seriously."',
        [("We take privacy seriously.", "a Google spokesperson")],
    ),
    (
        'Ms Example added: "It is not over yet."\n\nMr Sample, her lawyer, agreed: "It is not."\n\nAnna Example and Ben Sample were there.',
        [("It is not over yet.", "Anna Example"), ("It is not.", "Ben Sample")],
    ),
    (
        '"This is a dark day for Testland," tweeted opposition leader Ben Sample.',
        [("This is a dark day for Testland,", "Ben Sample")],
    ),
    (
        '"This is a dark day," Ben Sample, the opposition leader, told parliament, before walking out.',
        [("This is a dark day,", "Ben Sample")],
    ),
    (
        'Anna Example, a nurse from Testville who has worked through the pandemic, said: "We are tired."',
        [("We are tired.", "Anna Example")],
    ),
    (
        '"We are tired," said Anna Example, a nurse. "We need help," added her colleague Ben Sample.',
        [("We are tired,", "Anna Example"), ("We need help,", "Ben Sample")],
    ),
    (
        "“The idea is simple: ‘work less, live more’,” Anna Example explained.",
        [("The idea is simple: ‘work less, live more’,", "Anna Example")],
    ),
    (
        'Asked if she was worried, Example shook her head. "Not at all," she said.\n\nAnna Example is a pilot.',
        [("Not at all,", "Anna Example")],
    ),
    (
        'The judge told Sample: "You have shown no remorse."\n\nBen Sample was jailed.',
        [("You have shown no remorse.", "judge")],
    ),
    (
        'Judge Anna Example told Sample he had "shown no remorse whatsoever".\n\nBen Sample was jailed.',
        [("shown no remorse whatsoever", "Anna Example")],
    ),
    (
        '"You have shown no remorse," Judge Anna Example told him.',
        [("You have shown no remorse,", "Anna Example")],
    ),
    (
        'According to the report, "thousands of people were moved from their homes".',
        [("thousands of people were moved from their homes", "report")],
    ),
    (
        '"He is a good man," his mother, Anna Sample, told the court.',
        [("He is a good man,", "Anna Sample")],
    ),
    (
        'Her father, Ben Example, said: "She was a light in our lives."',
        [("She was a light in our lives.", "Ben Example")],
    ),
    (
        'Trump-like rhetoric does not work here, said Ben Sample. "People want results," he said.',
        [("People want results,", "Ben Sample")],
    ),
    (
        '"It\'s a mess," said Anna Example, "and nobody is fixing it."',
        [("It's a mess,", "Anna Example"), ("and nobody is fixing it.", "Anna Example")],
    ),
    (
        'Ben Sample, president of the Test Union, called on members to "stand firm and stay united".',
        [("stand firm and stay united", "Ben Sample")],
    ),
    (
        '"We will rebuild," vowed Testland\'s president, Anna Example.',
        [("We will rebuild,", "Anna Example")],
    ),
    (
        '"We will rebuild," Testland\'s president, Anna Example, vowed.',
        [("We will rebuild,", "Anna Example")],
    ),
    (
        "“We must act,” the prime minister said in a televised address. Anna Example, who took office in May, has faced protests.",
        [("We must act,", "prime minister")],
    ),
    (
        "Prime Minister Anna Example faced protests. “We must act,” the prime minister said.",
        [("We must act,", "Anna Example")],
    ),
    (
        "Anna Example and Ben Sample met on Monday. “It was a good meeting,” Sample said.",
        [("It was a good meeting,", "Ben Sample")],
    ),
    (
        "Union leader Ben Sample has described the offer as “insulting and dangerous to us all”.",
        [("insulting and dangerous to us all", "Ben Sample")],
    ),
    (
        "Mayor Ben Sample disagrees with that view. He said the city “has never been safer than it is now”.",
        [("has never been safer than it is now", "Ben Sample")],
    ),
    (
        "Earlier, Ben Sample told the Press Association: “There is no deal.”",
        [("There is no deal.", "Ben Sample")],
    ),
    (
        "But Professor Anna Example, from Test University, said: “The data are thin.”",
        [("The data are thin.", "Anna Example")],
    ),
    (
        "But Prof Anna Example of Test University says the data are “too thin to be of any use”.",
        [("too thin to be of any use", "Anna Example")],
    ),
    (
        "“The data are thin,” Test University's Anna Example said.",
        [("The data are thin,", "Anna Example")],
    ),
    (
        'Anna Example of Greenpeace called it "the worst bill in a generation".',
        [("the worst bill in a generation", "Anna Example")],
    ),
    (
        'The song "Blue Sky over Testville" was played. "It made me cry," Ben Sample recalled.',
        [("It made me cry,", "Ben Sample")],
    ),
    (
        'One voter, Anna Example, 52, said she felt "betrayed by the whole party".',
        [("betrayed by the whole party", "Anna Example")],
    ),
    (
        '"I am proud" said Ben Sample',
        [("I am proud", "Ben Sample")],
    ),
    (
        'Ben Sample: "I am proud of the boys and what they did today."',
        [("I am proud of the boys and what they did today.", "Ben Sample")],
    ),
    (
        '"I am proud of the boys," - Ben Sample.',
        [("I am proud of the boys,", "Ben Sample")],
    ),
    (
        "And Anna Example, a spokeswoman for the ministry, said in an email Tuesday, “We have no comment.”",
        [("We have no comment.", "Anna Example")],
    ),
    (
        "“We have no comment,” Anna Example, a spokeswoman for the ministry, said in an email Tuesday.",
        [("We have no comment,", "Anna Example")],
    ),
    (
        "The minister stressed that this was “not the end of the road for the reform”.",
        [("not the end of the road for the reform", "minister")],
    ),
    (
        "Mr. Sample’s wife, Anna, said he was “the best father in the world”.\n\nBen Sample. Anna Sample.",
        [("the best father in the world", "Anna Sample")],
    ),
    (
        "“Stop,” “go,” and “wait” are the three words the child knows.",
        [],
    ),
    (
        "She wore a T-shirt that read “I love Testville”.",
        [],
    ),
    (
        "The word “freedom” appears nine times in the text.",
        [],
    ),
    (
        "In “A Long Way Home”, Ben Sample plays a sailor.",
        [],
    ),
    (
        "Ben Sample won best actor for “The Sailor” and thanked his mother.",
        [],
    ),
    (
        "He denied being a “traitor”.",
        [],
    ),
    (
        "The “No” campaign said it would fight on.",
        [],
    ),
    (
        "The company said its “Green Future” plan would go ahead.",
        [],
    ),
    (
        "Officials call such zones “red areas”.",
        [("red areas", "Officials")],
    ),
    (
        "The group known as “the Five” met in Testville.",
        [],
    ),
    (
        "Ben Sample (“the Fox”) was arrested.",
        [],
    ),
    (
        "Ben Sample is a senator. “I think we’ll win,” he told CNN’s Anna Example.",
        [("I think we’ll win,", "Ben Sample")],
    ),
    (
        "Ben Sample is a senator. Asked by Anna Example about the vote, he said: “We’ll win.”",
        [("We’ll win.", "Ben Sample")],
    ),
    (
        "Police Chief Anna Example said officers found the man. “He was hurt,” she said.",
        [("He was hurt,", "Anna Example")],
    ),
    (
        "Sample, speaking to Test Radio, said: “It is over.” His rival, Anna Example, told the same programme: “It has just begun.”\n\nBen Sample",
        [("It is over.", "Ben Sample"), ("It has just begun.", "Anna Example")],
    ),
    (
        "“Let’s go,” Anna Example said to Ben Sample. “Now,” he answered.",
        [("Let’s go,", "Anna Example"), ("Now,", "Ben Sample")],
    ),
    (
        "Witness Ben Sample said he saw “a big flash and then smoke” over the hill.",
        [("a big flash and then smoke", "Ben Sample")],
    ),
    (
        "Residents, including Anna Example, complained. “We cannot sleep,” she said.",
        [("We cannot sleep,", "Anna Example")],
    ),
    (
        "The charity Save Testland said: “Help is needed.”",
        [("Help is needed.", "Save Testland")],
    ),
    (
        "“We need to talk,” Anna Example, 33, from Testville, told the court through tears.",
        [("We need to talk,", "Anna Example")],
    ),
    (
        "“We need to talk”, Ben Sample wrote in an opinion piece for the Testville Times.",
        [("We need to talk", "Ben Sample")],
    ),
    (
        "Ben Sample, head of the union, said members were “angry and tired”, but added: “We will wait.”",
        [("angry and tired", "Ben Sample"), ("We will wait.", "Ben Sample")],
    ),
    (
        "Anna Example, whose son died in the fire, said: “I want answers.”",
        [("I want answers.", "Anna Example")],
    ),
    (
        "“It’s fine,” agreed Ben Sample’s lawyer, Anna Example.",
        [("It’s fine,", "Anna Example")],
    ),
    (
        "“It’s fine,” said Ben Sample’s lawyer.",
        [("It’s fine,", "Ben Sample’s lawyer")],
    ),
    (
        "Testland’s Prime Minister Anna Example has said that “no one will be left behind”.",
        [("no one will be left behind", "Anna Example")],
    ),
    (
        '"This will hurt," Sample, the union\'s president, said of the cuts.\n\nBen Sample.',
        [("This will hurt,", "Ben Sample")],
    ),
    (
        'Speaking on Monday, the president said: "No." His aide Ben Sample later said: "Maybe."',
        [("No.", "president"), ("Maybe.", "Ben Sample")],
    ),
    (
        "Ms Anna Example, of the Tenants' Union, said: \"It's the tenants' right.\"",
        [("It's the tenants' right.", "Anna Example")],
    ),
    (
        'Ben Sample said, "We will go," then left. Reporters waited. "Maybe not," he said later.',
        [("We will go,", "Ben Sample"), ("Maybe not,", "Ben Sample")],
    ),
    (
        'The two leaders, Anna Example and Ben Sample, said they were "committed to peace in the region".',
        [
            ("committed to peace in the region", "Anna Example"),
            ("committed to peace in the region", "Ben Sample"),
        ],
    ),
    (
        'On Twitter, Sample said: "Thanks to all." He also posted a video.\n\nBen Sample.',
        [("Thanks to all.", "Ben Sample")],
    ),
    (
        '"The law is the law," Attorney General Ben Sample said. "We apply it," he added. "Always."',
        [
            ("The law is the law,", "Ben Sample"),
            ("We apply it,", "Ben Sample"),
            ("Always.", "Ben Sample"),
        ],
    ),
    (
        'U.S. Secretary of State Ben Sample said on Tuesday the U.S. "will not walk away from its friends".',
        [("will not walk away from its friends", "Ben Sample")],
    ),
    (
        '"We have a duty to protect people," Health Secretary Ben Sample told the BBC\'s Today programme. "That is what we are doing."',
        [
            ("We have a duty to protect people,", "Ben Sample"),
            ("That is what we are doing.", "Ben Sample"),
        ],
    ),
    (
        'Ben Sample, the Testland striker, said it was "the best night of my life" after scoring twice.',
        [("the best night of my life", "Ben Sample")],
    ),
    (
        'Farmer Ben Sample arrived early. "When I came here in 2010," he says, "there was nothing."',
        [("When I came here in 2010,", "Ben Sample"), ("there was nothing.", "Ben Sample")],
    ),
    (
        'In his ruling, Judge Ben Sample wrote that the law "violates the rights of all citizens".',
        [("violates the rights of all citizens", "Ben Sample")],
    ),
    (
        '"It would be a disaster," warned Sample, whose party holds ten seats. Example, meanwhile, said: "It would be a relief."\n\nBen Sample, Anna Example.',
        [("It would be a disaster,", "Ben Sample"), ("It would be a relief.", "Anna Example")],
    ),
    (
        'The statement added: "We will not be intimidated."',
        [("We will not be intimidated.", "statement")],
    ),
    (
        'Ben Sample resigned on Friday. In his letter he wrote: "I can no longer serve."',
        [("I can no longer serve.", "Ben Sample")],
    ),
    (
        '"I can no longer serve," the letter said.',
        [("I can no longer serve,", "letter")],
    ),
    (
        "Ben Sample’s spokesman said the singer was “resting at home and doing well”.",
        [("resting at home and doing well", "Ben Sample’s spokesman")],
    ),
    (
        'Mother-of-two Anna Example said: "It\'s shocking."',
        [("It's shocking.", "Anna Example")],
    ),
    (
        'Ben Sample (pictured), 45, said: "It\'s shocking."',
        [("It's shocking.", "Ben Sample")],
    ),
    (
        '"It\'s shocking," said Ben Sample (45), who lives nearby.',
        [("It's shocking,", "Ben Sample")],
    ),
    (
        'Anna Example tweeted: "Good night, Testville." Her tweet was deleted.',
        [("Good night, Testville.", "Anna Example")],
    ),
    (
        'Ben Sample told Anna Example: "You are wrong." "No," she replied.',
        [("You are wrong.", "Ben Sample"), ("No,", "Anna Example")],
    ),
    (
        '"You are wrong," Ben Sample told Anna Example. "No," she replied.',
        [("You are wrong,", "Ben Sample"), ("No,", "Anna Example")],
    ),
    (
        'Ex-minister Ben Sample believes the plan is "dead in the water".',
        [("dead in the water", "Ben Sample")],
    ),
    (
        'The EU\'s chief negotiator, Ben Sample, said: "The clock is ticking."',
        [("The clock is ticking.", "Ben Sample")],
    ),
    (
        "The EU’s chief negotiator Ben Sample has warned that “the clock is ticking”.",
        [("the clock is ticking", "Ben Sample")],
    ),
    (
        "“The clock is ticking,” warned the EU’s chief negotiator, Ben Sample.",
        [("The clock is ticking,", "Ben Sample")],
    ),
    (
        "“The clock is ticking,” the EU’s chief negotiator, Ben Sample, warned.",
        [("The clock is ticking,", "Ben Sample")],
    ),
    (
        'Asked about the plan, a White House official said "nothing is off the table".',
        [("nothing is off the table", "a White House official")],
    ),
    (
        '"I\'ve got this," said 12-year-old Ben Sample.',
        [("I've got this,", "Ben Sample")],
    ),
    (
        'Goalkeeper Ben Sample: "I knew where it would go."',
        [("I knew where it would go.", "Ben Sample")],
    ),
    (
        "Ben Sample said: 'I don't know why they didn't come.' He left.",
        [("I don't know why they didn't come.", "Ben Sample")],
    ),
]


def article(text: str) -> Article:
    return Article("a.txt", text, "", blocks(text), language="en")


def direct(text: str) -> list[Finding]:
    return [f for f in find(article(text)) if f.kind == "direct"]


@pytest.mark.parametrize(("text", "said"), SPOKEN, ids=[text[:50] for text, _ in SPOKEN])
def test_words_in_marks_go_to_who_says_them(text: str, said: list[tuple[str, str]]) -> None:
    assert [(text[f.start : f.end], f.expert) for f in direct(text)] == said


@pytest.mark.parametrize(
    "text",
    [
        "The “reform” was late.",
        "The institute “Bright Future of Testland” opened its doors.",
        "The so-called “experts of the day” said nothing of note.",
        "“The Long Winter”, a novel by Ben Sample, is out.",
        "They speak of “soft power” in such cases.",
        "Nobody knows what “to sample” means here.",
        'The board is 6\'2" long and 12" wide.',
        "It was the summer of '69 and the '70s were near.",
        "The workers' rights and the bosses' rights differ.",
    ],
)
def test_terms_titles_and_scare_quotes_are_nobodys_words(text: str) -> None:
    assert direct(text) == []


def test_a_heading_in_marks_is_no_speech() -> None:
    text = "The first paragraph ends here.\n\n“New Order” without tests?\n\nThe second one ends."
    assert direct(text) == []


def test_a_caption_between_two_quotations_does_not_change_the_speaker() -> None:
    text = (
        "“We have begun,” said Anna Example of the Testville Institute.\n\n"
        "President Ben Sample (left) and Minister Carl Test meet in Testville in June.\n\n"
        "“And we will go on as long as it takes.”"
    )
    assert [f.expert for f in direct(text)] == ["Anna Example", "Anna Example"]


def test_a_pronoun_with_the_wrong_gender_still_finds_the_only_speaker() -> None:
    text = (
        "And the concerns were “entirely fair,” Anna Example argued.\n\n"
        "“All signs point to it,” he said. “In other words, it will come,” Example wrote."
    )
    assert [f.expert for f in direct(text)] == ["Anna Example"] * 3


def test_a_quotation_that_opens_again_before_it_is_closed_is_two() -> None:
    text = (
        "According to Ben Sample, the plan will come. “The north is an example. Both agree on it "
        "already. “The union played its part,” he says."
    )
    words = [text[f.start : f.end] for f in direct(text)]
    assert words == [
        "The north is an example. Both agree on it already.",
        "The union played its part,",
    ]


def test_the_analyst_is_who_spoke_last_not_who_was_talked_about() -> None:
    text = (
        "Political scientists Anna Example and Ben Sample looked into it.\n"
        "Sample recalls that Carl Test had promised a road. “It was never built,” says the analyst."
    )
    assert [f.expert for f in direct(text)] == ["Ben Sample"]


def test_she_is_the_woman_of_the_two() -> None:
    text = "James Sample met Mary Example in Testville. “I liked the plan,” she said afterwards."
    assert [f.expert for f in direct(text)] == ["Mary Example"]


def test_a_family_name_that_two_people_bear_is_unsure() -> None:
    text = "Anna Example and Ben Example own it. “It pays,” Example said."
    assert direct(text)[0].confidence < 0.7


def test_every_finding_says_why() -> None:
    text = "“We go,” said Anna Example. She says that the road is long. “We stay,” he said."
    assert all(f.reason and 0 < f.confidence <= 1 for f in find(article(text)))


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("“", "”"),
        ('"', '"'),
        ("«", "»"),
        ("„", "“"),
        ("„", "”"),
        ("‘", "’"),
        ("'", "'"),
        ("``", "''"),
    ],
)
def test_every_usual_mark_is_known(opening: str, closing: str) -> None:
    text = f"{opening}We will see to it that it doesn’t happen,{closing} said Anna Example."
    assert [text[f.start : f.end] for f in direct(text)] == [
        "We will see to it that it doesn’t happen,"
    ]
