"""Countries and what their people are called, as articles write them."""

from types import MappingProxyType

#: A line a country: its name; then other names of it; then what is of it.
_TABLE = """
Afghanistan;;afghan
Albania;;albanian
Algeria;;algerian
Argentina;;argentine,argentinian
Armenia;;armenian
Australia;;australian
Austria;;austrian
Azerbaijan;;azerbaijani,azeri
Bahrain;;bahraini
Bangladesh;;bangladeshi
Belarus;belorussia;belarusian,belarussian
Belgium;;belgian
Bolivia;;bolivian
Bosnia and Herzegovina;bosnia;bosnian
Brazil;;brazilian
Bulgaria;;bulgarian
Cambodia;;cambodian
Canada;;canadian
Chile;;chilean
China;people's republic of china,prc;chinese
Colombia;;colombian
Croatia;;croatian
Cuba;;cuban
Cyprus;;cypriot
Czech Republic;czechia;czech
Denmark;;danish
Ecuador;;ecuadorian
Egypt;;egyptian
Estonia;;estonian
Ethiopia;;ethiopian
Finland;;finnish
France;;french
Georgia;;georgian
Germany;;german
Ghana;;ghanaian
Greece;;greek
Hungary;;hungarian
Iceland;;icelandic
India;;indian
Indonesia;;indonesian
Iran;islamic republic of iran;iranian
Iraq;;iraqi
Ireland;;irish
Israel;;israeli
Italy;;italian
Japan;;japanese
Jordan;;jordanian
Kazakhstan;republic of kazakhstan;kazakh,kazakhstani
Kenya;;kenyan
Kuwait;;kuwaiti
Kyrgyzstan;kyrgyz republic,kirghizia;kyrgyz,kyrgyzstani
Laos;;laotian
Latvia;;latvian
Lebanon;;lebanese
Libya;;libyan
Lithuania;;lithuanian
Luxembourg;;luxembourgish
Malaysia;;malaysian
Malta;;maltese
Mexico;;mexican
Moldova;;moldovan
Mongolia;;mongolian
Montenegro;;montenegrin
Morocco;;moroccan
Myanmar;burma;burmese
Nepal;;nepalese
Netherlands;the netherlands,holland;dutch
New Zealand;;new zealander
Nigeria;;nigerian
North Korea;;north korean
North Macedonia;macedonia;macedonian
Norway;;norwegian
Oman;;omani
Pakistan;;pakistani
Palestine;;palestinian
Peru;;peruvian
Philippines;the philippines;filipino,philippine
Poland;;polish
Portugal;;portuguese
Qatar;;qatari
Romania;;romanian
Russia;russian federation;russian
Saudi Arabia;;saudi,saudi arabian
Serbia;;serbian
Singapore;;singaporean
Slovakia;;slovak
Slovenia;;slovenian
South Africa;;south african
South Korea;republic of korea;south korean
Spain;;spanish
Sri Lanka;;sri lankan
Sudan;;sudanese
Sweden;;swedish
Switzerland;;swiss
Syria;;syrian
Taiwan;;taiwanese
Tajikistan;;tajik,tajikistani
Thailand;;thai
Tunisia;;tunisian
Turkey;türkiye,turkiye;turkish
Turkmenistan;;turkmen
Ukraine;;ukrainian
United Arab Emirates;uae,emirates;emirati
United Kingdom;uk,u.k,britain,great britain,england,scotland,wales;british,english,scottish,welsh
United States;usa,us,u.s,america,united states of america;american
Uruguay;;uruguayan
Uzbekistan;;uzbek,uzbekistani
Venezuela;;venezuelan
Vietnam;;vietnamese
Yemen;;yemeni
Zimbabwe;;zimbabwean
"""


def _read() -> tuple[dict[str, str], dict[str, str]]:
    named: dict[str, str] = {}
    of: dict[str, str] = {}
    for line in _TABLE.split("\n"):
        if line:
            name, others, adjectives = line.split(";")
            named |= dict.fromkeys([name.casefold(), *filter(None, others.split(","))], name)
            of |= dict.fromkeys(adjectives.split(","), name)
    return named, of


_NAMED, _OF = _read()
#: Folded names of countries to their usual English name.
COUNTRIES = MappingProxyType(_NAMED)
#: Folded adjectives, such as "kazakh", to the country.
DEMONYMS = MappingProxyType(_OF)
