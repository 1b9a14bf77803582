using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PlayCount.Contracts.Messages;
using PlayCount.ServiceDefaults.Jobs;
using PlayCount.Training.Jobs;

namespace PlayCount.Training;

/// <summary>The service that trains networks.</summary>
public static class TrainingService
{
    /// <summary>Adds its jobs.</summary>
    public static IHostApplicationBuilder AddTraining(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(_ => new TrainingSlots(Environment.ProcessorCount));
        builder.Services.AddSingleton<StudyNetworks>();
        builder.Services.AddSingleton<NetworkWork>();
        builder.Services.AddSingleton<TrainingTelemetry>();
        builder.Services.AddJobs<TrainingJobs>().Handle<TrainNetwork, TrainNetworkHandler>().Handle<KeepModel, KeepModelHandler>();
        return builder;
    }

    private sealed class TrainingJobs : IJobOwner
    {
        public static string Name => "training";
    }
}
