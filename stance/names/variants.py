"""Given names that languages write in ways no rule of transliteration explains."""

from functools import cache

from stance.names.sounds import sounds

#: Commas part the names; each spelling stands for all that sound like it. These are forms of one
#: name only beside a family name of the region: Daniel and Danil Smith may be two people.
_SLAVIC = """
aleksandr alexander aliaksandr oleksandr alexandre, alexei oleksii aliaksei alexis aleksiy,
anastasia nastassia, andrei andriy andrzej andrew, anna hanna ganna, anton antony, arkady, daniil
danylo daniel, daria daryia, david davit, dmitri dmytro dzmitry dimitri, eduard edward, ekaterina
kateryna katsiaryna katerina, elena olena, eugene evgeny yevhen yauhen ievgen, evgenia yevheniia,
filipp, fyodor fedor feodor fedir, gennady hennadii genadz, georgi heorhii giorgi, grigory
hryhorii ryhor grigol, igor ihor ihar, irina iryna irena, ivan, konstantin kostiantyn kanstantsin
constantine, ksenia, lev leo, ludmila lyudmila liudmyla, maksim maksym maxime, maria maryia,
mikhail mykhailo mikhal michael mikheil, natalia natalie, nikita mykyta mikita, nikolai mykola
mikalai, oleg oleh aleh, olga olha volha, pavel pavlo paval, pyotr petr petro pyatro, roman raman,
semyon semen, sergei serhii siarhei siarhiej sergiy, stepan stsiapan, svetlana svitlana sviatlana,
tatiana tetiana tatsiana, timofei tymofii, vadim vadym vadzim, valentina valentyna, valery, vasily
vasyl vasil, viktor, vitaly, vladimir volodymyr uladzimir vladimer, vladislav vladyslav
uladzislau, vyacheslav viachaslau wjatscheslaw, yaroslav, yulia, yuri
"""
#: These wherever they occur; beside them vowels are read loosely.
_TURKIC_PERSIAN_ARABIC = """
abbas, abdul, abdullah abdulla abdullo abdallah, adil, ahmad ahmed, ahmet ahmat, aibek oybek,
aigul oygul, akbar, akmal, ali, alim olim, alisher, amin, anvar, asad, ashraf, azamat, aziz,
babur, bakhodir bakhadyr bahadir, bakhrom bakhram, bakhtiyor bakhtiyar, batyr botir batir, bolat
bulat, chinghiz genghis cengiz cingiz jengish, daulet davlat dovlat davlet, dilshod,
dinmukhamed, eldar eldor, emomali imomali imamali, farhad, farid, farrukh, fuad, gafur gafar
gofur, gulnara gulnora, gurbanguly kurbanguly, hamid, hasan gasan, hashim, haydar heydar geidar,
husein hussain gusein, ibrahim ibragim ibrohim ebrahim, ilham ilhom, isa, iskander iskandar
eskandar, islam islom, ismail ismoil esmail, jafar, jalal, jamal, jamshid jamshed, javad, kamal,
karim, kasym kasim qosim qasem, khalil, latif, mahmud, mansur, marat, mehdi mahdi, mirza mirzo,
mohsen muhsin, muhammad magomed, mukhtar, murad murod, murat, mustafa, nadir nodir, nasir,
nazar, nazim nozim, nurali, nursultan, orhan, osman usman usmon othman, parviz, rahim rahym,
rahman rahmon, rashid reshid, rauf, ravshan rovshan, reza riza rza, rustam, sabir, sadyk sodiq
sadiq, said seyed sayed syed sejid, salim, samad, sardar, shamil, sharif sherif, shavkat,
sherzod, shukhrat, sohrab, suleiman sulaymon soleiman suleimen, sultan sulton soltan, tahir
tohir, temur timur teymur, umar omar omer, vahid, vali, yakub yoqub yakup, yusuf yusup yousef
yusif yosuf, zafar, zahid, ziya
"""


@cache
def _names(listed: str) -> dict[str, frozenset[int]]:
    """Return the numbers of the names of which a string of sounds is a spelling."""
    found: dict[str, set[int]] = {}
    for number, name in enumerate(listed.split(",")):
        for spelling in name.split():
            found.setdefault(sounds(spelling), set()).add(number)
    return {heard: frozenset(numbers) for heard, numbers in found.items()}


def forms(heard: str, region_known: bool) -> frozenset[str]:
    """Return the given names, by number, of which a string of sounds is a known form.

    Args:
        heard: sounds as ``stance.names.sounds.sounds`` returns them.
        region_known: a family name of the region stands beside it.
    """
    anywhere = {f"t{n}" for n in _names(_TURKIC_PERSIAN_ARABIC).get(heard, ())}
    beside = {f"s{n}" for n in _names(_SLAVIC).get(heard, ())} if region_known else set()
    return frozenset(anywhere | beside)
