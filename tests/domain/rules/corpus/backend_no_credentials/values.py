"""password = "hunter2!" in a docstring."""
import os

# ok: backend_no_credentials
password = os.environ["DB_PASSWORD"]
# ok: backend_no_credentials
password_label = "Your new password"
# ok: backend_no_credentials
api_key = os.getenv("API_KEY", "")
# ok: backend_no_credentials
DATABASE = "postgresql://user:password@host/db"
# ok: backend_no_credentials
form = {"password": "password"}
# ruleid: backend_no_credentials
db_password = "hunter2!"
# ruleid: backend_no_credentials
settings = {"secret_key": "s3cr3t-9f8a7b6c"}
# ruleid: backend_no_credentials
client = connect("host", api_key="9f8a7b6c5d4e")
# ruleid: backend_no_credentials
URL = "postgresql://admin:Tr0ub4dor@db.internal/app"


# ruleid: backend_no_credentials
def connect(host, api_key="0123456789abcdef"): ...


# ruleid: backend_no_credentials
TOKEN = "ghp_" "abcdefghijklmnopqrstuvwxyz0123456789"


# ok: backend_no_credentials
ASKED = {"Authorization": f"Bearer {token}", "X-Api-Key": key}
# ok: backend_no_credentials
answered = requests.get(URL, auth=(user, settings.password))
# ruleid: backend_no_credentials
SENT = {"Authorization": "Bearer 7f3a9c1e5b2d"}
# ruleid: backend_no_credentials
answer = requests.get(URL, auth=("robot", "w4ll-e-2008"))
# ruleid: backend_no_credentials
known = httpx.Client(auth=httpx.BasicAuth("robot", "w4ll-e-2008"))
# ruleid: backend_no_credentials
headers["X-API-Key"] = "51c0-99ab-7d1e"

# ok: backend_no_credentials
MAIL_KEY = os.getenv("MAIL_API_KEY", "")
# ruleid: backend_no_credentials
SHOP_KEY = os.environ.get("SHOP_API_KEY", "k3-99ab-7d1e-0042")

getenv = os.environ.get
FALLBACK = "q8Zt-4mWx" + "-Lp02"
# ruleid: backend_no_credentials
JWT_SECRET = getenv("JWT_SECRET", FALLBACK)
# ruleid: backend_no_credentials
signing = os.environ.get("SIGNING_SECRET") or "q8Zt-4mWx-Lp02"
# ruleid: backend_no_credentials
api_key = SecretStr("q8Zt-4mWx-Lp02")
# ruleid: backend_no_credentials
secret_key = b"q8Zt-4mWx-Lp02"
# ok: backend_no_credentials
other_secret = os.environ.get("OTHER_SECRET") or load("other")

# ruleid: backend_no_credentials
claims = jwt.decode(token, "q8Zt-4mWx-Lp02")
# ok: backend_no_credentials
claims = jwt.decode(token, settings.key)
# ruleid: backend_no_credentials
allowed = password == "hunter2!"
# ruleid: backend_no_credentials
same = secrets.compare_digest(api_key, "q8Zt-4mWx-Lp02")
# ok: backend_no_credentials
same = secrets.compare_digest(api_key, settings.api_key)

# ruleid: backend_no_credentials
bearer = os.environ.get("BILLING_TOKEN") or "blt_9f2Qx71LmVd04TzKc8Rw"
# ok: backend_no_credentials
bearer = os.environ["BILLING_TOKEN"]
