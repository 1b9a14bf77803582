using System.Threading.Channels;
using Aspire.Dashboard.V1;

namespace Aspire.Dashboard.Application;

/// <summary>What the AppHost told last; it stays when the AppHost is gone.</summary>
internal sealed class HostState(Limits limits)
{
    private const int WaitingCommands = 100;

    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, ResourceState> _resources = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Queue<ConsoleLine>> _console = new(StringComparer.OrdinalIgnoreCase);
    private Channel<HostCommand>? _commands;
    private string _application = "";
    private string _notice = "";

    /// <summary>The application as a page shows it.</summary>
    public HostView View()
    {
        lock (_lock)
            return new HostView(_application, _commands is not null, _notice, [.. _resources.Values]);
    }

    /// <summary>What a resource printed, oldest first.</summary>
    public IReadOnlyList<ConsoleLine> Lines(string resource)
    {
        lock (_lock)
            return _console.TryGetValue(resource, out var lines) ? [.. lines] : [];
    }

    /// <summary>An AppHost is there: what another one told is forgotten.</summary>
    public Channel<HostCommand> Open()
    {
        lock (_lock)
        {
            _resources.Clear();
            _console.Clear();
            _notice = "";
            return _commands = Channel.CreateBounded<HostCommand>(WaitingCommands);
        }
    }

    public void Close(Channel<HostCommand> commands)
    {
        commands.Writer.TryComplete();
        lock (_lock)
            _commands = _commands == commands ? null : _commands;
    }

    /// <summary>Asks the AppHost to do something.</summary>
    /// <returns>Null, or why that cannot be.</returns>
    public string? Send(HostCommand command)
    {
        lock (_lock)
        {
            if (_commands is null)
                return "The AppHost is gone, and nobody can do this: start it again.";
            if (!_resources.TryGetValue(command.Resource, out var resource) || !resource.CanBeCommanded)
                return $"The application has no resource '{command.Resource}' that can be started or stopped.";
            _notice = "";
            return _commands.Writer.TryWrite(command) ? null : "The AppHost has much to do: wait for what was asked for before.";
        }
    }

    public void Take(HostUpdate update)
    {
        lock (_lock)
        {
            switch (update.UpdateCase)
            {
                case HostUpdate.UpdateOneofCase.Application:
                    _application = update.Application;
                    break;
                case HostUpdate.UpdateOneofCase.Resource:
                    _resources[update.Resource.Name] = update.Resource;
                    break;
                case HostUpdate.UpdateOneofCase.Line:
                    Add(update.Line);
                    break;
                case HostUpdate.UpdateOneofCase.Notice:
                    _notice = update.Notice;
                    break;
            }
        }
    }

    private void Add(ConsoleLine line)
    {
        if (!_resources.ContainsKey(line.Resource))
            return;
        if (!_console.TryGetValue(line.Resource, out var lines))
            _console.Add(line.Resource, lines = new());
        if (line.Text.Length > Limits.LineCharacters)
            line.Text = string.Concat(line.Text.AsSpan(0, Limits.LineCharacters), "…");
        lines.Enqueue(line);
        if (lines.Count > limits.Lines)
            lines.Dequeue();
    }
}

/// <summary>The application at one moment.</summary>
/// <param name="Application">Its name; empty: no AppHost was ever there.</param>
/// <param name="IsConnected">The AppHost is there.</param>
/// <param name="Notice">What became of a command that failed; else empty.</param>
/// <param name="Resources">Its resources.</param>
public sealed record HostView(string Application, bool IsConnected, string Notice, IReadOnlyList<ResourceState> Resources);
