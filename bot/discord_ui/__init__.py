"""The Discord face. `client.PithClient` is the way in; `render` alone knows what Discord can hold."""
