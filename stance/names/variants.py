"""Given names that languages write in ways no rule of transliteration explains."""

from functools import cache

from stance.names.sounds import sounds

#: One name a line; each spelling stands for all that sound like it. These are forms of one name
#: only beside a family name of the region: Daniel and Danil Smith may be two people.
_SLAVIC = """
aleksandr alexander aliaksandr oleksandr aleksander alexandre alexandr alyaksandr
alexei aleksei alexey aleksej oleksii oleksiy aliaksei alexis aleksiy
anastasia anastasiya anastasiia nastassia
andrei andrey andriy andrii andrej andrzej andrew
anna hanna ganna
anton antony anthony antoni
arkady arkadiy arkadi
daniil danil danylo daniel
daria darya dariya daryia
dmitri dmitry dmytro dzmitry dmitriy dimitri dmitrij
ekaterina yekaterina kateryna katsiaryna katerina
elena yelena olena
eugene evgeny yevgeny yevhen yauhen evgeni jewgeni evgenii yevgeniy ievgen
evgenia yevgenia yevheniia yevgeniya
filipp philip philipp filip
fyodor fedor feodor fedir
gennady gennadi hennadii genadz gennadiy
georgi georgy georgiy heorhii giorgi
grigory grigori hryhorii ryhor grigoriy grigol
igor ihor ihar
irina iryna irena
ivan iwan
konstantin kostiantyn kanstantsin constantin constantine kostyantyn
ksenia xenia kseniya
lev leo
ludmila lyudmila liudmyla liudmila
maksim maxim maksym maxime
maria mariya mariia maryia marya
mikhail mykhailo mikhal michail michael mikheil mykhaylo
natalia nataliya natalya nataliia natallia natalie
nikita mykyta mikita
nikolai nikolay mykola mikalai nicolai nikolaj
oleg oleh aleh
olga olha volha
pavel pavlo paval
pyotr petr petro piotr pyatro
roman raman
semyon semen
sergei sergey serhii serhiy siarhei serguei sergej siarhiej sergiy
stepan stsiapan
svetlana svitlana sviatlana
tatiana tatyana tetiana tatsiana tetyana
timofei timofey tymofii
vadim vadym vadzim
valentina valentyna
valery valeri valerii valeriy valeryi
vasily vasiliy vasyl vasil wassili
viktor victor wiktor
vitaly vitali vitalii vitaliy
vladimir volodymyr uladzimir wladimir vladimer
vladislav vladyslav uladzislau
vyacheslav viacheslav viachaslau wjatscheslaw
yaroslav iaroslav jaroslaw
yulia julia yuliya yuliia iuliia
yuri yury yuriy yurii iouri iurii juri jury
"""
#: These wherever they occur.
_TURKIC_PERSIAN_ARABIC = """
abdullah abdulla abdullo abdallah
ahmad ahmed akhmed akhmad
ahmet ahmat akhmet
aibek oybek aybek
aigul oygul aygul
bakhodir bahodir bakhadyr bahadir bakhadir
bakhrom bahrom bakhram bahram
bakhtiyor bakhtiyar bahtiyor bakhtiar bahtiyar
alim olim
batyr botir batir
bolat bulat
chinghiz chingiz genghis cengiz cingiz jengish
daulet davlat dovlat davlet
dinmukhamed dinmuhammed dinmukhammed
eldar eldor
emomali imomali
gafur gafar ghafur gofur
gurbanguly kurbanguly qurbanquli
haydar heydar geidar geydar haidar khaydar heidar
hasan khasan gasan hassan
husein hussein hussain husayn khusein gusein huseyn husain khusain
ibrahim ibragim ibrohim ebrahim
iskander iskandar eskandar
islam islom
ismail ismoil ismayil esmail
jamshid jamshed
kasym kassym kasim qasim qosim qasym kosim
mahmud makhmud mahmoud
mansur mansour
mehdi mahdi makhdi
mirza mirzo
muhammad mohammad mohammed muhammed mukhammad mukhamed muhamed mohamed mukhammed magomed muhammet
murad murod
nadir nodir
nazim nozim
nurali nuraly
osman usman usmon othman
rahim rakhim rahym
rahman rakhman rahmon
rashid reshid
reza riza rza
sadyk sodiq sodik sadiq
said sayid saeed seyed sayyid sayed syed seyyed sejid
sharif sherif
sultan sulton soltan
suleiman sulaymon suleyman soleiman suleimen
tahir tohir takhir
temur timur teymur
umar omar omer
vali wali
yakub yaqub yoqub jakub yakup
yusuf yusup yousef yusif yosuf
"""


@cache
def _names(lines: str) -> dict[str, frozenset[int]]:
    """Return the numbers of the lines on which a string of sounds stands."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(lines.split("\n")):
        for spelling in line.split():
            found.setdefault(sounds(spelling), set()).add(number)
    return {heard: frozenset(numbers) for heard, numbers in found.items()}


def forms(heard: str, region_known: bool) -> frozenset[str]:
    """Return the given names, by number, of which a string of sounds is a known form.

    Args:
        heard: sounds as ``stance.names.sounds.sounds`` returns them, read in the plain way.
        region_known: a family name of the region stands beside it.
    """
    anywhere = {f"t{n}" for n in _names(_TURKIC_PERSIAN_ARABIC).get(heard, ())}
    beside = {f"s{n}" for n in _names(_SLAVIC).get(heard, ())} if region_known else set()
    return frozenset(anywhere | beside)
