using PlayCount.Experiments;
using PlayCount.Extraction;
using PlayCount.Inference;
using PlayCount.Mapping;
using PlayCount.Segmentation;
using PlayCount.ServiceDefaults;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Hosting;
using PlayCount.ServiceDefaults.Messaging;
using PlayCount.Training;

return await ServiceProgram.RunAsync(
    args,
    builder =>
    {
        builder.AddServiceDefaults();
        builder.AddData();
        builder.AddExtraction().AddMapping().AddSegmentation().AddTraining().AddExperiments();
        builder.Services.AddInference();
        builder.AddMessaging();
    },
    app =>
    {
        app.MapDefaultEndpoints();
        app.MapSegmentation();
        app.MapTraining();
        app.MapInference();
        app.MapExperiments();
    });
