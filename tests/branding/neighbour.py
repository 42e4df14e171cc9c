"""Another web process of the same site: `python -m tests.branding.neighbour` prints its port."""

from werkzeug.serving import make_server

from col_app import create_app

if __name__ == "__main__":
    server = make_server("127.0.0.1", 0, create_app(), threaded=True)
    print(server.server_port, flush=True)
    server.serve_forever()
