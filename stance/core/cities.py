"""Cities by which articles say what country somebody is of: capitals and the best known others.

Cities whose name is as well known in another country are left out.
"""

from types import MappingProxyType

#: A line a country, under its name in ``stance.core.countries``; then its cities.
_TABLE = """
Afghanistan;kabul,kandahar,herat
Albania;tirana
Algeria;algiers
Argentina;buenos aires
Armenia;yerevan,gyumri
Australia;canberra,sydney,melbourne,brisbane
Austria;vienna,salzburg,graz
Azerbaijan;baku,ganja
Bangladesh;dhaka
Belarus;minsk,gomel,brest-litovsk
Belgium;brussels,antwerp,ghent
Bosnia and Herzegovina;sarajevo
Brazil;brasilia,são paulo,sao paulo,rio de janeiro
Bulgaria;sofia
Canada;ottawa,toronto,montreal,calgary
China;beijing,shanghai,urumqi,guangzhou,shenzhen
Colombia;bogota,bogotá
Croatia;zagreb
Cuba;havana
Cyprus;nicosia
Czech Republic;prague,brno
Denmark;copenhagen
Egypt;cairo
Estonia;tallinn,tartu
Ethiopia;addis ababa
Finland;helsinki
France;paris,lyon,marseille,strasbourg
Georgia;tbilisi,batumi
Germany;berlin,hamburg,munich,frankfurt,cologne,leipzig
Greece;thessaloniki
Hungary;budapest
India;new delhi,delhi,mumbai,kolkata,bangalore
Indonesia;jakarta
Iran;tehran,tabriz,isfahan
Iraq;baghdad
Ireland;dublin
Israel;jerusalem,tel aviv
Italy;milan,turin,naples,bologna
Japan;tokyo,osaka,kyoto
Kazakhstan;astana,almaty,nur-sultan,shymkent,karaganda
Kenya;nairobi
Kyrgyzstan;bishkek,osh
Latvia;riga
Lebanon;beirut
Libya;tripoli
Lithuania;vilnius,kaunas
Mexico;mexico city
Moldova;chisinau,chișinău
Mongolia;ulaanbaatar,ulan bator
Myanmar;yangon
Nepal;kathmandu
Netherlands;amsterdam,rotterdam,leiden,the hague
Nigeria;lagos,abuja
North Korea;pyongyang
North Macedonia;skopje
Norway;oslo,bergen
Pakistan;islamabad,karachi,lahore
Peru;lima
Philippines;manila
Poland;warsaw,krakow,kraków,gdansk
Portugal;lisbon
Qatar;doha
Romania;bucharest
Russia;moscow,st petersburg,saint petersburg,st. petersburg,novosibirsk,kazan,yekaterinburg
Saudi Arabia;riyadh
Serbia;belgrade
Slovakia;bratislava
Slovenia;ljubljana
South Africa;johannesburg,cape town,pretoria
South Korea;seoul,busan
Spain;madrid,barcelona,seville
Sweden;stockholm,gothenburg,uppsala
Switzerland;bern,zurich,zürich,basel
Syria;damascus,aleppo
Taiwan;taipei
Tajikistan;dushanbe,khujand
Thailand;bangkok
Tunisia;tunis
Turkey;ankara,istanbul,izmir
Turkmenistan;ashgabat,ashkhabad
Ukraine;kyiv,kiev,kharkiv,lviv,odesa
United Arab Emirates;dubai,abu dhabi
United Kingdom;london,edinburgh,glasgow,manchester,oxford,leeds
United States;new york,washington,chicago,los angeles,san francisco
Uzbekistan;tashkent,samarkand,bukhara
Venezuela;caracas
Vietnam;hanoi
Yemen;sanaa
"""


def _read() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _TABLE.split("\n"):
        if line:
            country, cities = line.split(";")
            found |= dict.fromkeys(cities.split(","), country)
    return found


#: Folded names of cities to the country.
CITIES = MappingProxyType(_read())
