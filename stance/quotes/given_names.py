"""Common first names that tell a man from a woman, so that "she" can find hers."""

from stance.quotes.words import listed

MALE_NAMES = listed(
    "james john robert michael william david richard joseph thomas charles christopher daniel "
    "matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george edward "
    "ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin "
    "scott brandon benjamin ben samuel gregory frank patrick jack dennis jerry tyler aaron jose "
    "adam nathan henry douglas peter kyle walter ethan jeremy harold keith christian roger noah "
    "gerald carl terry sean arthur lawrence jesse dylan bryan joe jordan billy bruce albert "
    "willie gabriel logan alan juan wayne roy ralph randy eugene vincent russell louis bobby "
    "philip johnny mike tom jim bill bob steve dave chris matt tony dan greg jeff tim ken ron "
    "nick harry oliver luke simon martin ian neil craig graham stuart colin derek barry nigel "
    "vladimir sergei sergey dmitry dmitri alexander alexei andrei igor oleg ivan mikhail nikolai "
    "viktor yuri boris pavel mohammed muhammad mohamed ahmed ali hassan hussein omar mustafa "
    "mehmet recep emmanuel jean pierre jacques françois carlos luis miguel antonio fernando "
    "pedro pablo diego javier mario marco luca giuseppe hans klaus jürgen wolfgang olaf markus "
    "stefan anders lars erik jan narendra rahul amit raj imran joko shinzo hiroshi kenji xi boris "
    "barack bernie mitch elon jeremy rishi keir justin volodymyr benjamin bashar kim fred ted ed "
    "alfred wilfred saeed"
)
FEMALE_NAMES = listed(
    "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty "
    "margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa deborah "
    "stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma "
    "nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather "
    "diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith "
    "megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn "
    "janice jean abigail alice julia judy sophia grace denise amber doris marilyn danielle "
    "beverly isabella theresa diana natalie brittany charlotte marie kayla alexis lori kate "
    "claire fiona lucy jane anne jenny sally sue nicola gillian lorraine theresa nancy hillary "
    "kamala angela ursula christine marine giorgia jacinda nicola priti liz olga natalia svetlana "
    "irina elena tatiana ekaterina anastasia yulia marina fatima aisha zainab leila maryam "
    "khadija ayşe carmen ana lucía sofia isabel rosa gabriela valentina camila giulia francesca "
    "chiara ingrid astrid sigrid birgit heike petra sabine monika priya sunita sonia aung melania "
    "ivanka oprah beyoncé taylor serena venus naomi greta malala"
)
