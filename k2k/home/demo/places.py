"""The three perumahan of the example. Every name and number here is invented."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Blocks:
    """So many blocks of one shape; floors from the ground up, named as on the wall."""

    names: tuple[str, ...]
    floors: tuple[str, ...]
    units: int
    lifts: int


@dataclass(frozen=True)
class Example:
    """One perumahan of the example and how its year went."""

    key: str
    name: str
    state: str
    address: str
    blocks: Blocks
    office: str
    association: str
    owner: str
    contractors: dict[str, str] = field(default_factory=dict)
    phone: str = ""
    lift_line: str = ""
    reports_a_month: int = 8
    keeps_word: float = 0.8
    joined: bool = True


KENANGA = Example(
    key="kenanga",
    name="PPR Seri Kenanga",
    state="MY-14",
    address="Jalan Kenanga 3, Kuala Lumpur",
    blocks=Blocks(("A", "B", "C"), ("G", "1", "2", "3", "3A", "5", "6", "7", "8", "9", "10", "11", "12", "13"), 12, 3),
    office="Pejabat Pengurusan Seri Kenanga",
    association="Persatuan Penduduk Seri Kenanga",
    owner="Jabatan Perumahan Bandar Kenanga",
    contractors={"lift": "Jaya Lif", "light": "Elektrik Cahaya", "water": "Paip Sentosa"},
    phone="03-0000 0123",
    lift_line="03-0000 0456",
    reports_a_month=9,
    keeps_word=0.72,
)
RAMBAI = Example(
    key="rambai",
    name="PPR Desa Rambai",
    state="MY-10",
    address="Jalan Rambai 1, Petaling Jaya",
    blocks=Blocks(("1", "2"), ("G", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"), 16, 2),
    office="Pejabat Desa Rambai",
    association="Persatuan Penduduk Desa Rambai",
    owner="Perbadanan Perumahan Rambai",
    contractors={"lift": "Lif Setia", "light": "Elektrik Murni", "water": "Paip Rambai"},
    phone="03-0000 0224",
    lift_line="03-0000 0568",
    reports_a_month=6,
    keeps_word=0.97,
)
SERAI = Example(
    key="serai",
    name="PPR Sungai Serai",
    state="MY-02",
    address="Lorong Serai 5, Alor Setar",
    blocks=Blocks(("Melati", "Mawar"), ("G", "1", "2", "3", "4", "5", "6", "7", "8", "9"), 16, 2),
    office="Pejabat Perumahan Serai",
    association="Persatuan Penduduk Sungai Serai",
    owner="Lembaga Perumahan Serai",
    contractors={"lift": "Lif Utara"},
    phone="04-000 0335",
    lift_line="04-000 0679",
    reports_a_month=4,
    joined=False,
)
EXAMPLES = (KENANGA, RAMBAI, SERAI)
