"""The pages on the HTTP port: where a link code leads, and where a file is fetched. They know no one and show nothing
of what is stored, but the one file that an unguessable link names."""
