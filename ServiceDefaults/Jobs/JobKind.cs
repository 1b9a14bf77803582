using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PlayCount.Contracts.Messages;

namespace PlayCount.ServiceDefaults.Jobs;

/// <summary>One kind of command of an owner, and who does it.</summary>
internal abstract class JobKind<TOwner>
{
    private static readonly JsonSerializerOptions Json = new() { RespectRequiredConstructorParameters = true };

    public abstract string Name { get; }

    /// <summary>Reads the stored command and runs its handler, made of the services of the job's scope.</summary>
    public abstract Task<IWork> RunAsync(IServiceProvider services, string command, CancellationToken cancellationToken);

    public static string NameOf(Type message) => message.FullName!;

    public static string Write(object message) => JsonSerializer.Serialize(message, message.GetType(), Json);

    /// <summary>Reads a message of the contracts back.</summary>
    public static object Read(string kind, string json)
    {
        var type = typeof(IWork).Assembly.GetType(kind) ?? throw new InvalidDataException(
            $"The jobs hold a message '{kind}', which this program does not know. Use the program that stored it.");
        return JsonSerializer.Deserialize(json, type, Json)!;
    }
}

/// <inheritdoc />
internal sealed class JobKind<TOwner, TCommand, THandler> : JobKind<TOwner>
    where TCommand : class, IWork
    where THandler : IJobHandler<TCommand>
{
    public override string Name => NameOf(typeof(TCommand));

    public override async Task<IWork> RunAsync(IServiceProvider services, string command, CancellationToken cancellationToken)
    {
        var handler = ActivatorUtilities.GetServiceOrCreateInstance<THandler>(services);
        return await handler.RunAsync((TCommand)Read(Name, command), cancellationToken);
    }
}
