"""The countries that somebody can come from: a closed list, since free words can hold anything."""

from __future__ import annotations

from collections.abc import Mapping

STATELESS = "Statslösa"
"""Those who have no country, as the committees' tables call them."""

_NAMES = (
    "Afghanistan, Albanien, Algeriet, Andorra, Angola, Antigua och Barbuda, Argentina, Armenien, "
    "Australien, Azerbajdzjan, Bahamas, Bahrain, Bangladesh, Barbados, Belarus, Belgien, Belize, "
    "Benin, Bhutan, Bolivia, Bosnien och Hercegovina, Botswana, Brasilien, Brunei, Bulgarien, "
    "Burkina Faso, Burundi, Centralafrikanska republiken, Chile, Colombia, Costa Rica, Cypern, "
    "Danmark, Demokratiska republiken Kongo, Djibouti, Dominica, Dominikanska republiken, "
    "Ecuador, Egypten, Ekvatorialguinea, El Salvador, Elfenbenskusten, Eritrea, Estland, "
    "Eswatini, Etiopien, Fiji, Filippinerna, Finland, Frankrike, Förenade Arabemiraten, Gabon, "
    "Gambia, Georgien, Ghana, Grekland, Grenada, Guatemala, Guinea, Guinea-Bissau, Guyana, "
    "Haiti, Honduras, Indien, Indonesien, Irak, Iran, Irland, Island, Israel, Italien, Jamaica, "
    "Japan, Jemen, Jordanien, Kambodja, Kamerun, Kanada, Kap Verde, Kazakstan, Kenya, Kina, "
    "Kirgizistan, Kiribati, Komorerna, Kongo, Kosovo, Kroatien, Kuba, Kuwait, Laos, Lesotho, "
    "Lettland, Libanon, Liberia, Libyen, Liechtenstein, Litauen, Luxemburg, Madagaskar, Malawi, "
    "Malaysia, Maldiverna, Mali, Malta, Marocko, Marshallöarna, Mauretanien, Mauritius, Mexiko, "
    "Mikronesien, Moçambique, Moldavien, Monaco, Mongoliet, Montenegro, Myanmar, Namibia, Nauru, "
    "Nederländerna, Nepal, Nicaragua, Niger, Nigeria, Nordkorea, Nordmakedonien, Norge, "
    "Nya Zeeland, Oman, Pakistan, Palau, Palestina, Panama, Papua Nya Guinea, Paraguay, Peru, "
    "Polen, Portugal, Qatar, Rumänien, Rwanda, Ryssland, Saint Kitts och Nevis, Saint Lucia, "
    "Saint Vincent och Grenadinerna, Salomonöarna, Samoa, San Marino, São Tomé och Príncipe, "
    "Saudiarabien, Schweiz, Senegal, Serbien, Seychellerna, Sierra Leone, Singapore, Slovakien, "
    "Slovenien, Somalia, Spanien, Sri Lanka, Storbritannien, Sudan, Surinam, Sverige, Sydafrika, "
    "Sydkorea, Sydsudan, Syrien, Tadzjikistan, Taiwan, Tanzania, Tchad, Thailand, Tjeckien, "
    "Togo, Tonga, Trinidad och Tobago, Tunisien, Turkiet, Turkmenistan, Tuvalu, Tyskland, "
    "Uganda, Ukraina, Ungern, Uruguay, USA, Uzbekistan, Vanuatu, Vatikanstaten, Venezuela, "
    "Vietnam, Zambia, Zimbabwe, Österrike, Östtimor"
)

COUNTRIES: Mapping[str, str] = {
    name.casefold(): name for name in (*_NAMES.split(", "), STATELESS, "Okänt")
}
"""The countries' names by the words for them in small letters."""
